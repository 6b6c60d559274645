import type { Game, RulesName } from '@sunday-live/contract';
import {
  PICK_CLASSES,
  type PickScore,
  pickClass,
  pickOfClass,
  playerProblem,
  type Rules,
  type SeasonBase,
  scorePick,
} from '@sunday-live/scoring';
import { enterNumber, jokerCounts, type NodeState, seasonBase } from './node-state.js';

/** Change of the pickers' totals by a game, by pick class; null where nothing changes. */
type Additions = readonly (Addition | null)[];
type Addition = Pick<SeasonBase, 'points' | 'right' | 'bankerPoints' | 'bankers'>;

/**
 * Adds a changed game of another week to the totals of its pickers, with the same result as `baseOf`. The cost depends
 * on the number of players, not of games, because a live game of another week changes every few seconds.
 * @returns true when any total has changed
 */
export function foldOtherGame(state: NodeState, week: number, before: Game | null, after: Game): boolean {
  const { cards } = state;
  const changes = [...state.engines].map(([name, { rules }]) => ({
    name,
    rules,
    plain: additions(rules, before, after, false),
    joker: additions(rules, before, after, true),
  }));
  const counts = ({ plain, joker }: (typeof changes)[0]) =>
    [...plain, ...joker].some((each) => each !== null);
  if (!changes.some(counts)) return false;
  let changed = false;
  cards.ofWeek(week).picksOf(after.id, (n, side, banker) => {
    if (!state.players.includes(n)) return;
    changed = true;
    const pick = pickClass(side === 1 ? 'home' : 'away', banker, false);
    const jokers = cards.jokersOf(n);
    for (const { name, rules, plain, joker } of changes) {
      const added = (jokerCounts(rules, jokers, week) ? joker : plain)[pick] ?? null;
      if (added !== null) moveBase(state, n, name, added);
    }
  });
  return changed;
}

function additions(rules: Rules, before: Game | null, after: Game, joker: boolean): Additions {
  return Array.from({ length: PICK_CLASSES }, (_, pick) => {
    if (pick === 0) return null;
    const as = { ...pickOfClass(pick), joker };
    const old = worth(before && scorePick(rules, before, as));
    const now = worth(scorePick(rules, after, as));
    const added = {
      points: now.points - old.points,
      right: now.right - old.right,
      bankerPoints: now.bankerPoints - old.bankerPoints,
      bankers: now.bankers - old.bankers,
    };
    return Object.values(added).some((change) => change !== 0) ? added : null;
  });
}

function worth(score: PickScore | null) {
  if (score === null) return { points: 0, right: 0, bankerPoints: 0, bankers: 0 };
  const { points, right, banker } = score;
  return { points, right: right ? 1 : 0, bankerPoints: banker ? points : 0, bankers: banker ? 1 : 0 };
}

/** Adds to a player's totals. If they did not fit, or do not fit any more, the player is entered again. */
function moveBase(state: NodeState, n: number, rules: RulesName, added: Addition): void {
  const columns = state.bases.get(rules);
  const engine = state.engines.get(rules);
  if (columns === undefined || engine === undefined) return;
  const from = seasonBase(state, rules, n);
  const to = {
    ...from,
    points: from.points + added.points,
    right: from.right + added.right,
    bankerPoints: from.bankerPoints + added.bankerPoints,
    bankers: from.bankers + added.bankers,
  };
  columns.set(n, to);
  if (playerProblem(n, from) !== null || playerProblem(n, to) !== null) enterNumber(state, n);
  else engine.moveBase(n, from, to);
}
