import { randomInt } from 'node:crypto';

/** Letters and digits that neither look nor sound alike. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 8;

/** Makes a code that cannot be guessed: 31^8 possibilities. */
export function newJoinCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/** Normalises a code: people type it in lower case, with spaces and dashes. */
export function readJoinCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase();
}
