import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { hashPassword } from '../auth/password.js';
import { DEMO_ACCOUNTS } from '../auth/player-accounts.js';
import { SlateLog } from '../slate/slate-log.js';
import { type SeasonState, SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import { type DemoRecord, DemoStore } from './demo.store.js';
import { type DemoPlan, demoPlan, type PlannedPlayer } from './demo-plan.js';
import { DemoRestart } from './demo-restart.js';

/** Receives progress messages for people. */
export type Progress = (message: string) => void;

const LOOK_EVERY_MS = 50;
const PATIENCE_MS = 60_000;

/** Fills an empty database with the players, leagues and cards of the demo. */
@Injectable()
export class DemoSeeder {
  constructor(
    private readonly store: DemoStore,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
    private readonly restart: DemoRestart,
  ) {}

  /**
   * Seeds the database once. A database with players keeps them and their cards; only the replayed day is reset. Waits
   * for the schedule up to the current week, because cards need its games. Players and cards are written in one
   * transaction under a new epoch, so that every node reads them at once instead of following hundreds of events.
   * @throws Error when the schedule is still incomplete after a minute
   */
  async seed(progress: Progress): Promise<void> {
    const [accounts] = await Promise.all([hashed(DEMO_ACCOUNTS), this.fill(progress)]);
    await this.store.openSignIns(accounts);
  }

  private async fill(progress: Progress): Promise<void> {
    if (await this.store.isEmpty()) {
      const state = await this.schedule(progress);
      const plan = demoPlan(await this.games(state), state.week);
      await this.write(state, plan);
      progress(`${plan.players.length} players with cards for ${state.week} weeks`);
    } else {
      await this.restart.restart();
    }
  }

  /** Waits for the schedule. Returns the current season once every week up to the current one has games. */
  private async schedule(progress: Progress): Promise<SeasonState> {
    const until = performance.now() + PATIENCE_MS;
    let reported = -1;
    while (performance.now() < until) {
      const state = await this.reader.season();
      const present = state === null ? 0 : await this.store.weeksPresent(state);
      if (state !== null && present === state.week) return state;
      if (present !== reported) progress(`reading the schedule: ${present} of ${state?.week ?? '?'} weeks`);
      reported = present;
      await sleep(LOOK_EVERY_MS);
    }
    throw new Error('The demo could not be made: the feed did not deliver the schedule within a minute.');
  }

  private async games(state: SeasonState): Promise<ReturnType<typeof toGame>[]> {
    const weeks = await this.reader.weeks(state);
    return weeks.filter(({ week }) => week <= state.week).flatMap(({ games }) => games.map(toGame));
  }

  private async write(state: SeasonState, plan: DemoPlan): Promise<void> {
    const records = plan.players.map(toRecord);
    const ids = records.map(({ id }) => id);
    await this.log.reset(async (tx) => {
      await this.store.addPlayers(tx, records);
      await this.store.addCards(tx, state, records);
      for (const league of plan.leagues) {
        await this.store.addLeague(
          tx,
          league,
          league.members.flatMap((place) => ids[place] ?? []),
        );
      }
    });
  }
}

function toRecord(player: PlannedPlayer, place: number): DemoRecord {
  const id = randomUUID();
  const role = player.role === 'demo-admin' ? 'admin' : 'player';
  const known = player.role === 'other' ? undefined : DEMO_ACCOUNTS.find((account) => account.role === role);
  return { ...player, id, account: role, email: known?.email ?? `player-${place}@demo.example` };
}

/** Hashes the passwords, which is slow, while the schedule is being read. */
async function hashed(accounts: typeof DEMO_ACCOUNTS): Promise<{ email: string; hash: string }[]> {
  return Promise.all(
    accounts.map(async ({ email, password }) => ({ email, hash: await hashPassword(password) })),
  );
}
