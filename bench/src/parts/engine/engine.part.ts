import { atMost, type Figure, ratioAtMost } from '../../report/figure.js';
import { median, pairedRatio } from '../../stats/stats.js';
import type { BenchContext, Part } from '../part.js';
import { EnginePair } from './engine-pair.js';

const MILLION = 1_000_000;

/** Ranking after one score, against objects that are summed and sorted. */
export const enginePart: Part = {
  name: 'engine',
  async run(context) {
    const sizes = context.quick ? [1_000, 100_000] : [1_000, 100_000, MILLION];
    return sizes.flatMap((players) => measure(players, context));
  },
};

function measure(players: number, { say }: BenchContext): Figure[] {
  say(`engine: ${players.toLocaleString('en-US')} players`);
  const pair = new EnginePair(players);
  const rounds = players >= MILLION ? 9 : 25;
  // small sizes are done before the compiler has seen enough of them
  const warmUp = players >= MILLION ? 3 : 1_000_000 / players;
  const engine: number[] = [];
  const objects: number[] = [];
  const others: number[] = [];
  for (let step = 0; step < warmUp + rounds; step += 1) {
    const { index, game } = pair.nextScore(step);
    const ours = pair.timeEngine(game);
    const other = pair.timeOtherScopes();
    const theirs = pair.timeObjects(index, game);
    if (step < warmUp) continue;
    engine.push(ours);
    others.push(other);
    objects.push(theirs);
  }
  pair.compare();
  const what = `rank ${players.toLocaleString('en-US')} players after a score`;
  const baseline = {
    name: 'objects, sum, sort',
    value: median(objects),
    ratio: pairedRatio(engine, objects),
  };
  const figure = { what, unit: 'ms CPU', ours: median(engine), baseline };
  if (players < MILLION) return [{ ...figure, target: null }];
  return [
    { ...figure, target: atMost(10) },
    {
      ...figure,
      what: `${what}, against objects`,
      target: ratioAtMost(0.01),
      note: 'at least 100 times faster',
    },
    {
      what: 'the other two scopes of a million players on top',
      unit: 'ms CPU',
      ours: median(others),
      baseline: null,
      target: null,
    },
  ];
}
