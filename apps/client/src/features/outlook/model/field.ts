import type { Game, RulesName, Scope } from '@sunday-live/contract';
import { EMPTY_BASE, RULES, type SeasonBase, StandingsEngine } from '@sunday-live/scoring';
import type { Picks } from '../../../http/queries.js';
import type { LiveState } from '../../../live/apply-frame.js';
import { jokerCounts } from '../../live-page/model/card-points.js';

/** What the page knows and the viewer has chosen: all that an outlook is worked out from. */
export interface FieldInput {
  readonly state: Pick<LiveState, 'games' | 'players' | 'scopes'>;
  readonly scope: Scope;
  readonly day: ReadonlySet<string>;
  /** By player id. */
  readonly cards: ReadonlyMap<string, Picks>;
  readonly rules: RulesName;
  /** Right picks of the season's other weeks by player number; null: not known, so level season points share a rank. */
  readonly seasonRight: ReadonlyMap<number, number> | null;
}

/** A league as the scoring library's engine holds it, to ask "what if". */
export interface Field {
  readonly engine: StandingsEngine;
  readonly scope: Scope;
  readonly members: Uint32Array;
  /** Games of the scope that are not over and not called off, by kick-off. */
  readonly open: readonly Game[];
  readonly rules: RulesName;
  /** The cards as they are counted, by player number. */
  readonly cards: ReadonlyMap<number, { readonly card: Picks; readonly joker: boolean }>;
  /** Open games whose picks the others can't show yet: nobody's but the viewer's is counted. */
  readonly hidden: ReadonlySet<string>;
  /** The engine says of everybody what the table says: all cards are here. */
  readonly whole: boolean;
}

/** @param only player numbers, when not the whole league matters */
export function fieldOf(input: FieldInput, only?: readonly number[]): Field {
  const { state, scope, day, rules } = input;
  const table = state.scopes[scope];
  const members = Uint32Array.from(only ?? table.keys());
  const engine = new StandingsEngine(RULES[rules]);
  engine.setGames(state.games.values(), day);
  const cards = new Map<number, { card: Picks; joker: boolean }>();
  for (const n of members) {
    const player = state.players.get(n);
    const card = input.cards.get(player?.id ?? '') ?? null;
    const joker = card ? jokerCounts(card, state.games, rules, state.scopes.week.get(n)?.[2]) : false;
    if (card) cards.set(n, { card, joker });
    engine.setPlayer(n, { name: player?.name ?? '', card, base: baseOf(input, n, card !== null && !joker) });
  }
  const open = [...state.games.values()]
    .filter((game) => game.state === 'in' || game.state === 'pre')
    .filter((game) => scope !== 'day' || day.has(game.id))
    .sort((a, b) => a.kickoff.localeCompare(b.kickoff) || a.id.localeCompare(b.id));
  const whole = [...members].every((n) => engine.pointsOf(scope, n) === table.get(n)?.[2]);
  return { engine, scope, members, open, rules, cards, hidden: hiddenGames(open, input), whole };
}

function baseOf({ state, seasonRight }: FieldInput, n: number, jokerSpent: boolean): SeasonBase {
  const season = state.scopes.season.get(n)?.[2];
  const week = state.scopes.week.get(n)?.[2] ?? 0;
  const earlierJokers = jokerSpent ? 1 : 0;
  if (season === undefined) return { ...EMPTY_BASE, earlierJokers };
  return { ...EMPTY_BASE, points: season - week, right: seasonRight?.get(n) ?? 0, cards: 1, earlierJokers };
}

/** Before a game is locked only the own pick is known: a game that at most one card names, in a league of more. */
function hiddenGames(open: readonly Game[], { cards }: FieldInput): ReadonlySet<string> {
  if (cards.size < 2) return new Set(open.filter((game) => game.state === 'pre').map((game) => game.id));
  const hidden = open.filter((game) => {
    if (game.state !== 'pre') return false;
    let known = 0;
    for (const { picks } of cards.values()) if (picks[game.id]) known += 1;
    return known < 2;
  });
  return new Set(hidden.map((game) => game.id));
}
