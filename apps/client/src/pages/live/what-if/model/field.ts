import type { Game, LeagueSummary, RulesName, Scope, WeekBase } from '@sunday-live/contract';
import { EMPTY_BASE, RULES, type SeasonBase, StandingsEngine } from '@sunday-live/scoring';
import { useDeferredValue, useMemo } from 'react';
import type { CountedCard } from '../../../../http/queries.js';
import type { LiveState } from '../../../../live/apply-frame.js';

/** The input of previews and what-ifs: the page's data and the viewer's choices. */
export interface FieldInput {
  readonly state: Pick<LiveState, 'games' | 'players' | 'scopes'>;
  readonly scope: Scope;
  readonly day: ReadonlySet<string>;
  /** By player id. */
  readonly cards: ReadonlyMap<string, CountedCard>;
  readonly rules: RulesName;
  /** Totals of other weeks, by player id; null: not known, so level season points share a rank. */
  readonly bases: Bases | null;
}

/** Totals of the season's other weeks, by player id; players without a card in them are omitted. */
export type Bases = ReadonlyMap<string, Omit<WeekBase, 'player'>>;

/** A league in the scoring engine, for previews and what-ifs. */
export interface Field {
  readonly engine: StandingsEngine;
  readonly scope: Scope;
  readonly members: Uint32Array;
  /** Games of the scope that are not over and not called off, by kickoff. */
  readonly open: readonly Game[];
  readonly rules: RulesName;
  /** The cards as they count, by player number. */
  readonly cards: ReadonlyMap<number, CountedCard>;
  /** Open games whose picks are still hidden: only the viewer's own pick counts. */
  readonly hidden: ReadonlySet<string>;
  /** All cards are loaded: the engine reproduces the standings. */
  readonly whole: boolean;
}

/** Builds the engine from the page's data. @param only player numbers, when not the whole league matters */
export function fieldOf(input: FieldInput, only?: readonly number[]): Field {
  const { state, scope, day, rules } = input;
  const table = state.scopes[scope];
  const members = Uint32Array.from(only ?? table.keys());
  const engine = new StandingsEngine(RULES[rules]);
  engine.setGames(state.games.values(), day);
  const cards = new Map<number, CountedCard>();
  for (const n of members) {
    const player = state.players.get(n);
    const card = input.cards.get(player?.id ?? '') ?? null;
    if (card) cards.set(n, card);
    engine.setPlayer(n, {
      name: player?.name ?? '',
      card: card && { ...card, joker: card.jokerCounts },
      base: baseOf(input, n, player?.id),
    });
  }
  const open = [...state.games.values()]
    .filter((game) => game.state === 'in' || game.state === 'pre')
    .filter((game) => scope !== 'day' || day.has(game.id))
    .sort((a, b) => a.kickoff.localeCompare(b.kickoff) || a.id.localeCompare(b.id));
  const whole = [...members].every((n) => engine.pointsOf(scope, n) === table.get(n)?.[2]);
  return { engine, scope, members, open, rules, cards, hidden: hiddenGames(open, input), whole };
}

/** The card already says whether its joker counts, so earlier jokers must not decide it again. */
function baseOf({ state, bases }: FieldInput, n: number, id: string | undefined): SeasonBase {
  const known = bases?.get(id ?? '');
  if (known) return { ...EMPTY_BASE, ...known, cards: 1 };
  const season = state.scopes.season.get(n)?.[2];
  const week = state.scopes.week.get(n)?.[2] ?? 0;
  if (bases !== null || season === undefined) return EMPTY_BASE;
  return { ...EMPTY_BASE, points: season - week, cards: 1 };
}

/**
 * Returns the games with hidden picks. Before a game locks only the own pick is known: in a league with
 * several cards, at most one has it.
 */
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

/** The input of the sheet; it follows the live standings with a short delay. */
export interface WhatIfSource {
  readonly league: LeagueSummary;
  readonly state: LiveState;
  readonly scope: Scope;
  readonly day: ReadonlySet<string>;
  readonly cards: FieldInput['cards'];
  readonly bases: FieldInput['bases'];
}

/** Returns the league in the scoring engine, at the current state. */
export function useField(source: WhatIfSource): { field: Field; input: FieldInput } {
  const { league, scope, day, cards, bases } = source;
  const state = useDeferredValue(source.state);
  return useMemo(() => {
    const input: FieldInput = { state, scope, day, cards, bases, rules: league.rules };
    return { input, field: fieldOf(input) };
  }, [state, scope, day, cards, bases, league.rules]);
}
