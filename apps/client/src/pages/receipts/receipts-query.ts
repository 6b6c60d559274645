import { type LeagueCards, leagueCardsSchema, type Receipts, receiptsSchema } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson, type Schema } from '../../http/http.js';
import { seasonParams, type WeekKey, weekKey } from '../../http/week.js';

/** Receipts and the cards of the same moment. */
export interface ProofInput {
  readonly receipts: Receipts;
  readonly cards: LeagueCards['cards'];
}

/** A lock or a correction may fall between two answers, but hardly several times in a row. */
const MAX_READS = 4;

/**
 * Reads a league's receipts and cards of a week as of one moment: the cards are read between two equal
 * readings of the receipts. Cards of another moment would make honest cards look forged.
 * @param read a GET of `path` below the league
 */
export async function readProof(
  read: <T>(path: string, schema: Schema<T>) => Promise<T>,
  week: WeekKey,
): Promise<ProofInput> {
  const at = `${week.week}?${seasonParams(week)}`;
  let before = await read(`receipts/${at}`, receiptsSchema);
  for (let reads = 1; ; reads += 1) {
    const { cards } = await read(`cards/${at}`, leagueCardsSchema);
    const after = await read(`receipts/${at}`, receiptsSchema);
    if (reads === MAX_READS || JSON.stringify(after) === JSON.stringify(before))
      return { receipts: after, cards };
    before = after;
  }
}

/** Reads a league's receipts of a week with the cards of the same moment; never cached. */
export function proofQuery(league: string, week: WeekKey) {
  return queryOptions({
    queryKey: ['receipts', league, ...weekKey(week)],
    queryFn: ({ signal }) =>
      readProof(
        (path, schema) => getJson(`/api/leagues/${encodeURIComponent(league)}/${path}`, schema, signal),
        week,
      ),
  });
}
