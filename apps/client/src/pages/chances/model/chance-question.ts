import { fitStrengths, type WeekChancesInput } from '@sunday-live/analysis';
import type { Game, LeagueCards, RulesName } from '@sunday-live/contract';
import { currentGameDay, RULES } from '@sunday-live/scoring';
import type { CountedCard, Picks } from '../../../http/queries.js';
import type { LiveState } from '../../../live/apply-frame.js';

export interface ChanceSources {
  readonly state: LiveState;
  readonly rules: RulesName;
  /** The league's cards, as far as they are visible, and the members' totals of other weeks. */
  readonly cards: Pick<LeagueCards, 'cards' | 'bases'>;
  readonly me: string;
  /** The whole own card. */
  readonly mine: Picks | null;
  /** All games of the season; finished ones decide the teams' strengths. */
  readonly season: readonly Game[];
}

/** The input of the simulation, with the players in the order of its cards. */
export interface ChanceQuestion {
  readonly players: readonly { readonly id: string; readonly name: string; readonly team: string | null }[];
  readonly question: WeekChancesInput;
}

/** Builds the input of the simulation: the current state of the week, and the known part of each card. */
export function chanceQuestion({ state, rules, cards, me, mine, season }: ChanceSources): ChanceQuestion {
  const rows = [...state.scopes.week.values()];
  const byPlayer = new Map(cards.cards.map((card): [string, CountedCard] => [card.player, card]));
  if (mine) byPlayer.set(me, { ...mine, jokerCounts: mine.joker && willCount(rules, cards.bases, me) });
  const taking = rows.flatMap(([n]) => state.players.get(n) ?? []);
  const games = [...state.games.values()];
  const shown = new Set(
    cards.cards.filter(({ player }) => player !== me).flatMap(({ picks }) => Object.keys(picks)),
  );
  return {
    players: taking.map(({ id, name, team }) => ({ id, name, team })),
    question: {
      rules,
      games,
      day: [...(currentGameDay(games)?.games ?? [])],
      strengths: fitStrengths(season.filter(({ week }) => week < state.slate.week)),
      cards: taking.map(({ id }) => {
        const { picks = {}, banker = null, jokerCounts: joker = false } = byPlayer.get(id) ?? {};
        return { picks, banker, joker };
      }),
      // no other player's pick of it is visible, so it is not locked yet
      hidden: games.filter(({ id, state: now }) => now === 'pre' && !shown.has(id)).map(({ id }) => id),
      known: taking.flatMap(({ id }, i) => (id === me ? [i] : [])),
    },
  };
}

/**
 * Returns whether a joker on the own card will count at the end of the week, whether it is locked yet or not
 * (S7).
 */
function willCount(rules: RulesName, bases: LeagueCards['bases'], me: string): boolean {
  const rule = RULES[rules].joker;
  if (rule === null) return false;
  return rule.counts === 'every' || bases?.find(({ player }) => player === me)?.jokerSpent !== true;
}

/**
 * Returns a key that changes when the simulation must run again: at once with scores and states, every 15 s
 * with the clock.
 */
export function questionKey(state: LiveState, now: number): string {
  const games = [...state.games.values()].map((game) => `${game.awayScore} ${game.homeScore} ${game.state}`);
  const live = [...state.games.values()].some((game) => game.state === 'in');
  return `${state.epoch} ${state.slate.week} ${state.scopes.week.size} ${games.join()} ${live ? Math.floor(now / 15_000) : ''}`;
}

/** Formats a chance: `37 %`. Before the end it is never called impossible or certain. */
export function chanceWords(chance: number, decided: boolean): string {
  if (decided) return chance === 0 ? '0 %' : `${Math.round(chance * 100)} %`;
  if (chance < 0.005) return '< 1 %';
  if (chance > 0.995) return '> 99 %';
  return `${Math.round(chance * 100)} %`;
}
