import { SECTIONS } from '@sunday-live/analysis';
import type { ReportSection } from '@sunday-live/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeSections } from './report-documents.js';

const players = ['ann', 'ben', 'cy'];
const section = (player: string, name: string): ReportSection => ({
  ...{ player, name, title: name },
  ...{ metrics: [], charts: [], tables: [], notes: [] },
});
const inOrder = players.flatMap((player) => SECTIONS.map((name) => section(player, name)));

describe('the partial documents of a report', () => {
  it('law: merge to the same document, in whatever order they come, some of them twice', () => {
    const some = fc.subarray(inOrder);
    fc.assert(
      fc.property(
        some.chain((there) => fc.tuple(fc.constant(there), fc.shuffledSubarray([...there, ...there]))),
        ([there, shuffled]) => {
          expect(mergeSections(players, [...shuffled, null, ...there])).toEqual(there);
        },
      ),
    );
  });
});
