import { type LeagueCards, leagueCardsSchema, type Receipts, receiptsSchema } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson, type Schema } from '../../http/http.js';
import { seasonParams, type WeekKey, weekKey } from '../../http/week.js';

/** Receipts and the cards that they are compared with, of one moment. */
export interface ProofInput {
  readonly receipts: Receipts;
  readonly cards: LeagueCards['cards'];
}

/** A lock or a correction may fall between two answers; that it does so several times in a row is unlikely. */
const MAX_READS = 4;

/**
 * Reads a league's receipts and cards of a week as of one moment: the cards lie between two reads of the same receipts. Cards of
 * another moment would make honest cards look forged.
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

/** A league's receipts of a week with the cards of the same moment; always asked again. */
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
