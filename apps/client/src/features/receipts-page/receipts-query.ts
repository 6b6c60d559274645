import type { Correction, LeagueCards, Receipt, ReceiptPart, Receipts } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../http/http.js';
import { flag, list, nullable, object, oneOf, record, type Shape, text, whole } from '../../http/shape.js';
import * as shapes from '../../http/shapes.js';
import { seasonParams, type WeekKey, weekKey } from '../../http/week.js';
import { seasonType } from '../../live/frames.js';

const cardWords = object<Correction['after']>({
  picks: record(oneOf('home', 'away')),
  banker: nullable(text),
  joker: flag,
});

export const receipts: Shape<Receipts> = object<Receipts>({
  league: text,
  season: whole,
  type: seasonType,
  week: whole,
  parts: list(object<ReceiptPart>({ part: whole, at: text, games: list(text), superseded: flag })),
  players: list(object<Receipts['players'][number]>({ id: text, name: text })),
  receipts: list(object<Receipt>({ player: text, part: whole, nonce: text, content: text, hash: text })),
  corrections: list(
    object<Correction>({
      player: text,
      at: text,
      by: text,
      rule: nullable(text),
      why: text,
      before: nullable(cardWords),
      after: cardWords,
    }),
  ),
  more: whole,
});

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
  read: <T>(path: string, shape: Shape<T>) => Promise<T>,
  week: WeekKey,
): Promise<ProofInput> {
  const at = `${week.week}?${seasonParams(week)}`;
  let before = await read(`receipts/${at}`, receipts);
  for (let reads = 1; ; reads += 1) {
    const { cards } = await read(`cards/${at}`, shapes.leagueCards);
    const after = await read(`receipts/${at}`, receipts);
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
        (path, shape) => getJson(`/api/leagues/${encodeURIComponent(league)}/${path}`, shape, signal),
        week,
      ),
  });
}
