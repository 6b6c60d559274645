import { Link } from 'wouter';
import { useTitle } from '../../ui/hooks.js';
import styles from './about-page.module.css';

/** What the game is, what data it stores, and the libraries that it uses. */
export default function AboutPage() {
  useTitle('About');
  return (
    <article className={`page ${styles.page}`}>
      <h1 className="title">About Sunday Live</h1>
      <p>
        A prediction game among friends for the NFL season. You pick the winners before the week kicks off,
        and on Sunday the table moves with every score. There is nothing to pay and nothing to win but the
        table. The <Link href="/rules">rules</Link> explain the scoring.
      </p>
      <section>
        <h2>Your data</h2>
        <ul className="bullets">
          <li>We store what you give us: name, email, favourite team, time zone, your cards and leagues.</li>
          <li>
            Members of your leagues see your name, team, points and locked picks. Only the admins see your
            email.
          </li>
          <li>
            One cookie keeps you signed in. There is no advertising, no tracking and no third party on these
            pages.
          </li>
          <li>Drafts of cards, the banker plan and the theme stay on your device.</li>
          <li>Passwords are stored hashed, never as you typed them.</li>
        </ul>
      </section>
      <section>
        <h2>Scores</h2>
        <p>
          Scores, schedules and odds come from ESPN’s public scoreboard and can be late or wrong. Sunday Live
          is not affiliated with ESPN, the NFL or any of its teams. Team names only identify the teams; there
          are no logos here.
        </p>
      </section>
      <section>
        <h2>Open source</h2>
        <p>Sunday Live is built with these libraries, with thanks to their authors:</p>
        <ul className={styles.libraries}>
          {LIBRARIES.map(({ name, licence, by }) => (
            <li key={name}>
              <strong>{name}</strong> {licence}, © {by}
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}

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
