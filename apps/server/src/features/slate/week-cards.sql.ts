import type { CardBits } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import type { EventPlayer } from './slate-event.js';
import { type WeekKey, weekParams } from './week-key.js';

/** Number of player numbers in one row of the answer. */
const BATCH = 10_000;
/** Bytes of a card: number, picks, home picks, banker (-1: none), joker. */
const CARD_BYTES = 16;

/**
 * Reads every card of a week as it is stored. Cards come packed, ten thousand to a value: parsing a row per card, or
 * arrays of numbers, would cost ten times as much.
 * @param each is called once per card, with the player's number
 */
export async function eachCard(
  tx: EntityManager,
  week: WeekKey,
  each: (n: number, card: CardBits) => void,
): Promise<void> {
  const batches = await tx.query<{ cards: Buffer }[]>(
    `SELECT string_agg(int4send(n) || int4send(has) || int4send(home)
       || int2send(coalesce(banker, -1)::int2) || int2send(joker::int::int2), ''::bytea) AS cards
     FROM card WHERE (season, season_type, week) = ($1::int, $2::smallint, $3::int) GROUP BY n / ${BATCH}`,
    weekParams(week),
  );
  for (const { cards } of batches) {
    for (let at = 0; at < cards.length; at += CARD_BYTES) {
      const banker = cards.readInt16BE(at + 12);
      each(cards.readInt32BE(at), {
        has: cards.readInt32BE(at + 4),
        home: cards.readInt32BE(at + 8),
        banker: banker === -1 ? null : banker,
        joker: cards.readInt16BE(at + 14) === 1,
      });
    }
  }
}

/** Players that are fetched at a time. */
const PLAYERS_AT_ONCE = 10_000;

/**
 * Reads every player in order of their numbers, by a cursor: a part of the rows at a time is in memory.
 * @param tx a transaction in which no other cursor has the name `players`
 * @param each is called once per player
 */
export async function eachPlayer(tx: EntityManager, each: (player: EventPlayer) => void): Promise<void> {
  await tx.query('DECLARE players NO SCROLL CURSOR FOR SELECT n, id, name, team FROM "user" ORDER BY n');
  for (;;) {
    const rows = await tx.query<EventPlayer[]>(`FETCH ${PLAYERS_AT_ONCE} FROM players`);
    if (rows.length === 0) break;
    for (const player of rows) each(player);
  }
  await tx.query('CLOSE players');
}
