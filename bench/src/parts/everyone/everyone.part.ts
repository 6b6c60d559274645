import { atMost } from '../../report/figure.js';
import { median } from '../../stats/stats.js';
import { EnginePair } from '../engine/engine-pair.js';
import type { Part } from '../part.js';
import { Crowd } from './crowd.js';

const PLAYERS = 1_000_000;
const QUICK_PLAYERS = 100_000;
const LEAGUES = 1_000;
const MEMBERS = 20;
const WARM_UP = 4;
const ROUNDS = 15;
const OBJECT_ROUNDS = 3;

/** A score for a million players, a thousand leagues watched: from the event to all frames, on one core. */
export const everyonePart: Part = {
  name: 'everyone',
  run: async ({ quick, say }) => {
    const players = quick ? QUICK_PLAYERS : PLAYERS;
    const named = players.toLocaleString('en-US');
    say(`everyone: ${named} players, ${LEAGUES} leagues of ${MEMBERS}`);
    const crowd = new Crowd(players, LEAGUES, MEMBERS);
    const all: { fold: number; everyone: number; leagues: number }[] = [];
    for (let step = 1; step <= WARM_UP + ROUNDS; step += 1) {
      const times = crowd.score(step);
      if (step > WARM_UP) all.push(times);
    }
    const pair = new EnginePair(players);
    const objects = Array.from({ length: OBJECT_ROUNDS }, (_, step) => {
      const { index, game } = pair.nextScore(step);
      return pair.timeObjects(index, game);
    });
    const of = (part: 'fold' | 'everyone' | 'leagues') => median(all.map((times) => times[part])).toFixed(1);
    return [
      {
        what: `score to encoded frames, ${named} players, ${LEAGUES} leagues watched`,
        unit: 'ms CPU',
        ours: median(all.map(({ fold, everyone, leagues }) => fold + everyone + leagues)),
        baseline: { name: 'objects, sum, sort, no frames', value: median(objects) },
        target: atMost(60),
        note:
          `fold ${of('fold')} ms, everyone's frame ${of('everyone')} ms, ${LEAGUES} leagues ${of('leagues')} ms; ` +
          'on the scoring library in the way of the live hub, without the log and the sockets',
      },
    ];
  },
};
