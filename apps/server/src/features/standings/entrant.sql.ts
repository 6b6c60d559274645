import { EVERYONE } from '@sunday-live/contract';
import type { WeekCard } from '@sunday-live/scoring';
import { type EntityManager, IsNull } from 'typeorm';
import { CardCorrectionEntity } from '../cards/card.entity.js';
import { inLeagueSql } from '../leagues/in-league.js';
import { SeasonSlots } from '../slate/season-slots.js';
import { ofWeekSql, type SeasonKey, type WeekKey, weekParams } from '../slate/week-key.js';

/** A member of a league with cards of the season. */
export interface LeagueEntrant {
  readonly n: number;
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  readonly cards: readonly WeekCard[];
}

/** A player's cards in columns, one entry per card. */
export interface CardArrays {
  readonly weeks: readonly number[] | null;
  readonly has: readonly number[];
  readonly home: readonly number[];
  readonly bankers: readonly (number | null)[];
  readonly jokers: readonly boolean[];
}

export type EntrantRow = Omit<LeagueEntrant, 'cards'> & CardArrays;

/** SQL for `CardArrays` of the cards `c` of a group; NULL without a card. */
export const CARD_ARRAYS = `array_agg(c.week ORDER BY c.week) AS weeks, array_agg(c.has ORDER BY c.week) AS has,
  array_agg(c.home ORDER BY c.week) AS home, array_agg(c.banker ORDER BY c.week) AS bankers,
  array_agg(c.joker ORDER BY c.week) AS jokers`;

/** Returns a player with cards in words, without jokers that can still change. */
export function entrant({ n, id, name, team, ...cards }: EntrantRow, slots: SeasonSlots): LeagueEntrant {
  return { n, id, name, team, cards: cardsOf(cards, slots) };
}

function cardsOf({ weeks, has, home, bankers, jokers }: CardArrays, slots: SeasonSlots): WeekCard[] {
  return (weeks ?? []).map((week, i) => {
    const banker = bankers[i] ?? null;
    const joker = jokers[i] === true && slots.jokerLocked(week, banker);
    return { week, joker, ...slots.week(week).inWords({ has: has[i] ?? 0, home: home[i] ?? 0, banker }) };
  });
}

/** A member with a card for a week. */
export interface WeekEntrant {
  readonly n: number;
  readonly id: string;
}

/** A part of the members with a card for a week. */
export interface EntrantsAsked {
  readonly league: string;
  /** Only these, by id; null: all. */
  readonly players: readonly string[] | null;
  /** Number of the player before the first. */
  readonly after: number;
  readonly limit: number;
}

/** SQL for the members `p` of a league with a card `c` for a week: the end of a SELECT, and its values. */
function weekEntrants(
  week: WeekKey,
  { league, players }: Pick<EntrantsAsked, 'league' | 'players'>,
): { readonly from: string; readonly values: unknown[] } {
  // OFFSET 0: the plan goes from member to member, each card by its key. By cards first it would look for the members again
  // for each card when statistics are older than the cards
  const from =
    league === EVERYONE
      ? `FROM "user" p JOIN card c ON c.n = p.n
         WHERE ${ofWeekSql('c')} AND ($4::text[] IS NULL OR p.id = ANY($4)) AND $5::text IS NOT NULL`
      : `FROM (
           SELECT u.n, u.id FROM league_member m JOIN "user" u ON u.id = m.player
           WHERE m.league = $5 AND ($4::text[] IS NULL OR m.player = ANY($4)) OFFSET 0
         ) p CROSS JOIN LATERAL (SELECT c.n FROM card c WHERE ${ofWeekSql('c')} AND c.n = p.n OFFSET 0) c
         WHERE true`;
  return {
    from,
    values: [...weekParams(week), players, league],
  };
}

async function countCards(tx: EntityManager, week: WeekKey): Promise<number> {
  const [row] = await tx.query<{ cards: number }[]>(
    `SELECT count(*)::int AS cards FROM card c WHERE ${ofWeekSql('c')}`,
    weekParams(week),
  );
  return row?.cards ?? 0;
}

/**
 * Returns members with a card in the season; optionally only one week, or some members by id. A joker that can still
 * change is omitted.
 */
export async function entrantsWithCards(
  tx: EntityManager,
  league: string,
  state: SeasonKey,
  week: number | null,
  players: readonly string[] | null = null,
): Promise<LeagueEntrant[]> {
  const rows = await tx.query<EntrantRow[]>(
    `SELECT p.n, p.id, p.name, p.team, ${CARD_ARRAYS}
     FROM "user" p JOIN card c ON c.n = p.n
     WHERE ${inLeagueSql(league, 'p.id', '$1')}
       AND c.season = $2 AND c.season_type = $3 AND ($4::int IS NULL OR c.week = $4) AND ($5::text[] IS NULL OR p.id = ANY($5))
     GROUP BY p.n, p.id ORDER BY p.n`,
    [league, state.season, state.seasonType, week, players],
  );
  const slots = await SeasonSlots.of(tx, state, week === null ? null : [week]);
  return rows.map((row) => entrant(row, slots));
}

/** Returns members with a card for the week, in order of their numbers. */
export async function entrantsOfWeek(
  tx: EntityManager,
  week: WeekKey,
  asked: EntrantsAsked,
): Promise<WeekEntrant[]> {
  const { from, values } = weekEntrants(week, asked);
  return tx.query<WeekEntrant[]>(`SELECT p.n, p.id ${from} AND c.n > $6 ORDER BY c.n LIMIT $7`, [
    ...values,
    asked.after,
    asked.limit,
  ]);
}

/** Number of members with a card for the week. */
export async function countEntrants(
  tx: EntityManager,
  week: WeekKey,
  asked: Pick<EntrantsAsked, 'league' | 'players'>,
): Promise<number> {
  if (asked.league === EVERYONE && asked.players === null) return countCards(tx, week);
  const { from, values } = weekEntrants(week, asked);
  const [row] = await tx.query<{ cards: number }[]>(`SELECT count(*)::int AS cards ${from}`, values);
  return row?.cards ?? 0;
}

/** Returns players whose card of the week was corrected by an admin after the lock. */
export async function correctedPlayers(tx: EntityManager, week: WeekKey): Promise<Set<string>> {
  const { season, seasonType, week: number } = week;
  const rows = await tx.find(CardCorrectionEntity, {
    select: { playerId: true },
    where: { season, seasonType, week: number, rule: IsNull() },
  });
  return new Set(rows.map(({ playerId }) => playerId));
}
