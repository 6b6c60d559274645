import { atMost, type Figure, ratioAtMost } from '../../report/figure.js';
import type { Part } from '../part.js';
import { LeagueViewer } from './league-viewer.js';
import { RecordedSunday } from './recorded-sunday.js';

const PLAYERS = 60;
/** 13 games of JSON, asked for every 30 s for nine hours. */
const ANCESTOR_KB = 2.1 * 1_080;

/** Bytes to one viewer of a 60-player league over the whole recorded Sunday. Counted, not timed: every run says the same. */
export const bytesPart: Part = {
  name: 'bytes',
  run: async ({ say }) => {
    const sunday = new RecordedSunday();
    const polls = sunday.polls();
    const first = polls.next();
    if (first.done === true) throw new Error('the Sunday has no beginning');
    const viewer = new LeagueViewer(sunday, first.value, PLAYERS);
    let count = 1;
    for (const { events } of polls) {
      viewer.take(events);
      count += 1;
    }
    const { deltas, snapshot } = viewer;
    const hours = (count * 5) / 3_600;
    say(`bytes: ${count} polls, ${deltas.frames} deltas`);
    const figure = (form: 'plain' | 'compressed'): Figure => ({
      what: `bytes to one viewer, ${PLAYERS} players, the whole Sunday, ${form}`,
      unit: 'KB',
      ours: (deltas[form] + snapshot[form]) / 1_024,
      baseline: { name: 'ancestor, by its poll and size', value: ANCESTOR_KB },
      target: form === 'compressed' ? atMost(150) : null,
      note: `${deltas.frames} deltas in ${hours.toFixed(1)} hours and a snapshot of ${snapshot[form]} bytes; heartbeats apart`,
    });
    return [
      figure('plain'),
      figure('compressed'),
      { ...figure('compressed'), what: 'the same beside the ancestor', target: ratioAtMost(1 / 15) },
    ];
  },
};
