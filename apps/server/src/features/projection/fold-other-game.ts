import type { Game, RulesName } from '@sunday-live/contract';
import {
  PICK_CLASSES,
  type PickScore,
  pickOfClass,
  playerProblem,
  type Rules,
  type SeasonBase,
  scorePick,
} from '@sunday-live/scoring';
import { enterPlayer, type NodePlayer, type NodeState, weekBit } from './node-state.js';

/** Change of the pickers' totals by a game, by pick class; null where nothing changes. */
type Additions = readonly (Pick<SeasonBase, 'points' | 'right' | 'bankerPoints' | 'bankers'> | null)[];

/**
 * Adds a changed game of another week to the totals of its pickers, with the same result as `baseOf`. The cost depends
 * on the number of players, not of games, because a live game of another week changes every few seconds.
 * @returns true when any total has changed
 */
export function foldOtherGame(state: NodeState, week: number, before: Game | null, after: Game): boolean {
  const picks = state.others.picksOf(week, after.id);
  if (picks === null) return false;
  const changes = [...state.engines].map(([name, { rules }]) => ({
    name,
    rules,
    plain: additions(rules, before, after, false),
    joker: additions(rules, before, after, true),
  }));
  const counts = ({ plain, joker }: (typeof changes)[0]) =>
    [...plain, ...joker].some((each) => each !== null);
  if (!changes.some(counts)) return false;
  for (const [n, pick] of picks.entries()) {
    const player = pick === 0 ? undefined : state.byNumber.get(n);
    if (player === undefined) continue;
    const bases = new Map(player.bases);
    for (const { name, rules, plain, joker } of changes) {
      const added = (jokerCounts(rules, player.jokers, week) ? joker : plain)[pick] ?? null;
      const base = bases.get(name);
      if (added === null || base === undefined) continue;
      bases.set(name, {
        ...base,
        points: base.points + added.points,
        right: base.right + added.right,
        bankerPoints: base.bankerPoints + added.bankerPoints,
        bankers: base.bankers + added.bankers,
      });
    }
    moveBases(state, player, { ...player, bases });
  }
  return true;
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

/** Returns true when the player's joker of a week counts by the rules (`countedJokers`). */
function jokerCounts({ joker }: Rules, jokers: number, week: number): boolean {
  const bit = weekBit(week);
  if (joker === null || (jokers & bit) === 0) return false;
  return joker.counts === 'every' || (jokers & (bit - 1)) === 0;
}

function moveBases(state: NodeState, from: NodePlayer, to: NodePlayer): void {
  const fits = (bases: ReadonlyMap<RulesName, SeasonBase>): boolean =>
    [...bases.values()].every((base) => playerProblem(to.n, base) === null);
  if (!fits(from.bases) || !fits(to.bases)) {
    enterPlayer(state, to);
    return;
  }
  state.players.set(to.id, to);
  state.byNumber.set(to.n, to);
  for (const [rules, engine] of state.engines) {
    const [old, now] = [from.bases.get(rules), to.bases.get(rules)];
    if (old !== undefined && now !== undefined && old !== now) engine.moveBase(to.n, old, now);
  }
}
