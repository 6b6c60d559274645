import type { INestApplicationContext } from '@nestjs/common';
import type { DemoAccounts } from '@sunday-live/contract';
import { DEMO_ACCOUNTS } from '../auth/demo-accounts.js';
import { DemoRestart } from './demo-restart.js';
import { DemoSeeder, type Progress } from './demo-seeder.js';

/**
 * Fills an empty database with the demo: about sixty players, two leagues, cards for every week up to the current one.
 * When it is there already, it stays, and the replayed day begins anew.
 * @returns the accounts that can sign in
 * @throws Error when the feed does not tell the schedule within a minute
 */
export async function seedDemo(
  app: INestApplicationContext,
  progress: Progress = () => undefined,
): Promise<DemoAccounts> {
  await app.get(DemoSeeder, { strict: false }).seed(progress);
  return { accounts: DEMO_ACCOUNTS };
}

/** To be called, and awaited, before the replayed Sunday starts again: history is reset, cards are kept. */
export async function resetDemo(app: INestApplicationContext): Promise<void> {
  await app.get(DemoRestart, { strict: false }).restart();
}
