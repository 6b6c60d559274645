import { fitStrengths, type WeekChancesInput } from '@sunday-live/analysis';
import type { Game, LeagueCards, RulesName } from '@sunday-live/contract';
import { currentGameDay, RULES } from '@sunday-live/scoring';
import type { CountedCard, Picks } from '../../../http/queries.js';
import type { LiveState } from '../../../live/apply-frame.js';

export interface ChanceSources {
  readonly state: LiveState;
  readonly rules: RulesName;
  /** The league's cards, as far as they may be seen, and what everybody brings into the week. */
  readonly cards: Pick<LeagueCards, 'cards' | 'bases'>;
  readonly me: string;
  /** The own card, whole. */
  readonly mine: Picks | null;
  /** All games of the season; what is over tells how strong the teams are. */
  readonly season: readonly Game[];
}

/** Who takes part, in the order of the question's cards. */
export interface ChanceQuestion {
  readonly players: readonly { readonly id: string; readonly name: string; readonly team: string | null }[];
  readonly question: WeekChancesInput;
}

/** What the simulation is asked: the week as it stands, and what is known of everybody's card. */
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
      // nobody else's pick of it shows: it is not locked yet
      hidden: games.filter(({ id, state: now }) => now === 'pre' && !shown.has(id)).map(({ id }) => id),
      known: taking.flatMap(({ id }, i) => (id === me ? [i] : [])),
    },
  };
}

/** Whether a joker on the own card counts at the end of the week, whatever of it is locked by now (S7). */
function willCount(rules: RulesName, bases: LeagueCards['bases'], me: string): boolean {
  const rule = RULES[rules].joker;
  if (rule === null) return false;
  return rule.counts === 'every' || bases?.find(({ player }) => player === me)?.jokerSpent !== true;
}

/** What a simulation must be asked anew for: scores and states at once, the clock every so often. */
export function questionKey(state: LiveState, now: number): string {
  const games = [...state.games.values()].map((game) => `${game.awayScore} ${game.homeScore} ${game.state}`);
  const live = [...state.games.values()].some((game) => game.state === 'in');
  return `${state.epoch} ${state.slate.week} ${state.scopes.week.size} ${games.join()} ${live ? Math.floor(now / 15_000) : ''}`;
}

/** `37 %`; what the runs hardly ever or nearly always brought is not called impossible or certain. */
export function chanceWords(chance: number, decided: boolean): string {
  if (decided) return chance === 0 ? '0 %' : `${Math.round(chance * 100)} %`;
  if (chance < 0.005) return '< 1 %';
  if (chance > 0.995) return '> 99 %';
  return `${Math.round(chance * 100)} %`;
}
