import type { INestApplicationContext } from '@nestjs/common';
import type { DemoAccounts } from '@sunday-live/contract';
import { DEMO_ACCOUNTS } from '../auth/player-accounts.js';
import { DemoRestart } from './demo-restart.js';
import { DemoSeeder, type Progress } from './demo-seeder.js';

/**
 * Fills an empty database with the demo: about sixty players, two leagues, and cards for every week up to the current
 * one. An existing demo stays, and only the replayed day is reset.
 * @returns the accounts that can sign in
 * @throws Error when the feed does not deliver the schedule within a minute
 */
export async function seedDemo(
  app: INestApplicationContext,
  progress: Progress = () => undefined,
): Promise<DemoAccounts> {
  await app.get(DemoSeeder, { strict: false }).seed(progress);
  return { accounts: DEMO_ACCOUNTS };
}

/** Resets the log and keeps the cards. Call and await it before the replayed Sunday starts again. */
export async function resetDemo(app: INestApplicationContext): Promise<void> {
  await app.get(DemoRestart, { strict: false }).restart();
}
