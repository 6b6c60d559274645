import type { Correction, Receipt, ReceiptPart, Receipts } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../http/http.js';
import { flag, list, nullable, object, oneOf, record, type Shape, text, whole } from '../../http/shape.js';

const cardWords = object<Correction['after']>({
  picks: record(oneOf('home', 'away')),
  banker: nullable(text),
  joker: flag,
});

export const receipts: Shape<Receipts> = object<Receipts>({
  league: text,
  season: whole,
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

/** A league's receipts of a week. */
export function receiptsQuery(league: string, week: number) {
  return queryOptions({
    queryKey: ['receipts', league, week],
    queryFn: ({ signal }) =>
      getJson(`/api/leagues/${encodeURIComponent(league)}/receipts/${week}`, receipts, signal),
  });
}
