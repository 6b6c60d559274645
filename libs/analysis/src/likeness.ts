import type { LeagueSeason } from './league-season.js';
import { NO_REST, type Rest } from './rest.js';
import { type ScoredMember, scoreMembers } from './scored-weeks.js';

/** The likeness of one member's picks to another's. */
export interface Likeness {
  readonly other: string;
  readonly name: string;
  /** Share of the common picks that are equal. */
  readonly alike: number;
  readonly common: number;
}

export interface MemberLikeness {
  readonly player: string;
  /** Most alike first. With few common picks the order uses a value closer to the league's average. */
  readonly others: readonly Likeness[];
  /** Average over the other members; null without any. */
  readonly average: number | null;
}

/**
 * Weight of the league's average in the order of members, in picks: two common games must not make a twin.
 */
const PULL = 10;

export function likenessOf(input: LeagueSeason, rest: Rest = NO_REST): MemberLikeness[] {
  const scored = scoreMembers(input, rest).filter(({ counted }) => counted > 0);
  const sides = scored.map(sidesOf);
  const pairs: { a: number; b: number; same: number; common: number }[] = [];
  for (let a = 0; a < scored.length; a += 1) {
    rest();
    for (let b = a + 1; b < scored.length; b += 1) {
      const found = compare(sides[a] as Sides, sides[b] as Sides);
      if (found.common > 0) pairs.push({ a, b, ...found });
    }
  }
  const common = pairs.reduce((sum, pair) => sum + pair.common, 0);
  const usual = common === 0 ? 0.5 : pairs.reduce((sum, { same }) => sum + same, 0) / common;
  const others: (Likeness & { readonly weighed: number })[][] = scored.map(() => []);
  for (const { a, b, same, common: both } of pairs) {
    const alike = same / both;
    const weighed = (same + PULL * usual) / (both + PULL);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const { member } = scored[to] as ScoredMember;
      others[from]?.push({ other: member.id, name: member.name, alike, weighed, common: both });
    }
  }
  return scored.map(({ member }, i) => {
    const all = (others[i] ?? [])
      .sort((a, b) => b.weighed - a.weighed || (a.other < b.other ? -1 : 1))
      .map(({ weighed: _, ...likeness }) => likeness);
    const average = all.length === 0 ? null : all.reduce((sum, { alike }) => sum + alike, 0) / all.length;
    return { player: member.id, others: all, average };
  });
}

type Sides = ReadonlyMap<string, string>;

function sidesOf({ weeks }: ScoredMember): Sides {
  return new Map(
    weeks.flatMap(({ card, score }) => [...score.byGame.keys()].map((id) => [id, card.picks[id] as string])),
  );
}

function compare(one: Sides, two: Sides): { same: number; common: number } {
  let [same, common] = [0, 0];
  for (const [id, side] of one) {
    const other = two.get(id);
    if (other === undefined) continue;
    common += 1;
    if (other === side) same += 1;
  }
  return { same, common };
}
