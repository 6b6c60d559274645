/** A library that the product uses. */
export interface Library {
  readonly name: string;
  readonly licence: string;
  readonly by: string;
}

/**
 * Libraries of the browser first, then those of the server. A test compares the licences with the packages.
 */
export const LIBRARIES: readonly Library[] = [
  { name: 'react', licence: 'MIT', by: 'Meta Platforms, Inc. and affiliates' },
  { name: 'react-dom', licence: 'MIT', by: 'Meta Platforms, Inc. and affiliates' },
  { name: '@tanstack/react-query', licence: 'MIT', by: 'Tanner Linsley' },
  { name: '@tanstack/react-virtual', licence: 'MIT', by: 'Tanner Linsley' },
  { name: 'qr', licence: '(MIT OR Apache-2.0)', by: 'Paul Miller' },
  { name: 'socket.io-client', licence: 'MIT', by: 'Guillermo Rauch and Socket.IO contributors' },
  { name: 'wouter', licence: 'Unlicense', by: 'Alexey Taktarov and contributors' },
  { name: '@nestjs/core', licence: 'MIT', by: 'Kamil Mysliwiec' },
  { name: 'better-auth', licence: 'MIT', by: 'Bereket Engida' },
  { name: 'bullmq', licence: 'MIT', by: 'BullForce Labs AB and contributors' },
  { name: 'express', licence: 'MIT', by: 'TJ Holowaychuk and contributors' },
  { name: 'helmet', licence: 'MIT', by: 'Evan Hahn, Adam Baldwin' },
  { name: 'ioredis', licence: 'MIT', by: 'Zihua Li' },
  { name: 'nodemailer', licence: 'MIT-0', by: 'Andris Reinman' },
  { name: 'pg', licence: 'MIT', by: 'Brian Carlson' },
  { name: 'pino', licence: 'MIT', by: 'Matteo Collina, David Mark Clements and contributors' },
  { name: 'socket.io', licence: 'MIT', by: 'Guillermo Rauch and Socket.IO contributors' },
  { name: 'typeorm', licence: 'MIT', by: 'Umed Khudoiberdiev and contributors' },
  { name: 'web-push', licence: 'MPL-2.0', by: 'Marco Castelluccio' },
  { name: 'zod', licence: 'MIT', by: 'Colin McDonnell' },
];
