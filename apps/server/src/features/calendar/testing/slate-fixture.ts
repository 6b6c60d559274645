import type { INestApplicationContext } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { GameObservation, ScheduleObservation } from '../../slate/observation.js';
import { SlateService, StaleFenceError } from '../../slate/slate.service.js';
import { SlateLog } from '../../slate/slate-log.js';

const HOUR_MS = 3_600_000;

/** A game as the feed shows it; by default it starts in an hour. */
export function aGame(
  id: string,
  given: Partial<Omit<GameObservation, 'id' | 'kickoff'>> & { kickoff?: Date } = {},
): GameObservation {
  const { kickoff = new Date(Date.now() + HOUR_MS), ...rest } = given;
  return {
    id,
    season: 2024,
    seasonType: 2,
    week: 8,
    timeValid: true,
    away: `A${id}`,
    home: `H${id}`,
    awayScore: 0,
    homeScore: 0,
    state: 'pre',
    detail: '',
    period: 0,
    clock: '0:00',
    possession: null,
    redZone: false,
    lastPlay: null,
    facts: {},
    ...rest,
    kickoff: kickoff.toISOString(),
  };
}

/** An answer of the feed about week 8 of 2024. */
export function anAnswer(
  games: readonly GameObservation[],
  given: Partial<ScheduleObservation> = {},
): ScheduleObservation {
  return { season: 2024, seasonType: 2, week: 8, games, ...given };
}

/** Applies an answer to the slate, as the poller does. */
export async function feed(app: INestApplicationContext, observation: ScheduleObservation): Promise<void> {
  for (;;) {
    const { fence } = await app.get(SlateLog, { strict: false }).stream();
    try {
      await app.get(SlateService, { strict: false }).apply(observation, fence);
      return;
    } catch (error) {
      // a worker polled in between
      if (!(error instanceof StaleFenceError)) throw error;
    }
  }
}

/**
 * Makes games lock at their own kickoffs. With the week's deadline on Thursday evening, today's weekday would decide
 * whether a game that begins in an hour still takes cards.
 */
export async function lockAtKickOff(db: DataSource): Promise<void> {
  await db.query(`UPDATE season_state SET lock = 'kickoff'`);
}
