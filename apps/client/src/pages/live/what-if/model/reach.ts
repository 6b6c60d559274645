import type { Game } from '@sunday-live/contract';
import { type Score, whatIf } from '@sunday-live/scoring';
import type { Field } from './field.js';
import { leadRange, separates } from './needs.js';
import { allEnds, extremes, worth } from './results.js';

/** What is still possible for the viewer. */
export interface Reach {
  readonly points: readonly [least: number, most: number];
  /** null: the others' picks are not known yet. */
  readonly rank: readonly [best: number, worst: number] | null;
  /** The ranks can really be reached; otherwise they are bounds. */
  readonly exact: boolean;
  /** Open games whose result cannot change the viewer's place any more. */
  readonly dead: readonly string[];
}

/** The largest number of results that are tried one by one. */
const TRIES = 100_000;

/** Computes what is still possible, with no team above the ceiling of `winnerRange`. */
export function reachOf(field: Field, me: number): Reach {
  const others = [...field.members].filter((n) => n !== me);
  const leads = new Map(others.map((n) => [n, leadRange(field, me, n)]));
  const contested = others.filter((n) => {
    const [least = 0, most = 0] = leads.get(n) ?? [];
    return least <= 0 && most >= 0;
  });
  const dead = field.open.filter(
    (game) => !field.hidden.has(game.id) && !contested.some((n) => separates(field, me, n, game)),
  );
  const points = pointsRange(field, me);
  const ids = dead.map((game) => game.id);
  if (field.hidden.size > 0) return { points, rank: null, exact: false, dead: ids };
  const alive = field.open.filter((game) => !ids.includes(game.id));
  const found = everyEnd(field, me, alive);
  if (found) return { points, rank: found, exact: true, dead: ids };
  const above = (sure: (lead: readonly [number, number]) => boolean) =>
    1 + [...leads.values()].filter(sure).length;
  return {
    points,
    rank: [above(([, most]) => most < 0), above(([least]) => least <= 0)],
    exact: false,
    dead: ids,
  };
}

function pointsRange(field: Field, n: number): readonly [number, number] {
  const now = field.engine.pointsOf(field.scope, n);
  let [least, most] = [now, now];
  for (const game of field.open) {
    const ends = extremes(game).map((end) => worth(field, n, game, end) - worth(field, n, game, null));
    least += Math.min(...ends);
    most += Math.max(...ends);
  }
  return [least, most];
}

/**
 * Returns the best and the worst rank over all results of all games that matter; null where there are too
 * many.
 */
function everyEnd(field: Field, me: number, games: readonly Game[]): [best: number, worst: number] | null {
  const ends = games.map((game) => allEnds(game));
  const tries = ends.reduce((product, list) => product * list.length, field.members.length);
  if (tries > TRIES) return null;
  let [best, worst] = [Number.POSITIVE_INFINITY, 0];
  const scores = new Map<string, Score>();
  const tryFrom = (i: number): void => {
    const game = games[i];
    if (game) {
      for (const end of ends[i] ?? []) {
        scores.set(game.id, end);
        tryFrom(i + 1);
      }
      return;
    }
    const rank = whatIf(field.engine, scores, () => field.engine.rankOf(field.scope, field.members, me));
    best = Math.min(best, rank);
    worst = Math.max(worst, rank);
  };
  tryFrom(0);
  return [best, worst];
}
