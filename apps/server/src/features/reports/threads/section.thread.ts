import { setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { type LeagueSeason, prepareSection, presentSection } from '@sunday-live/analysis';
import { giveWay } from '../../../platform/work/right-of-way.js';
import type { SharedText } from '../report-inputs.js';
import type { SectionFound, SectionWork } from './section-work.js';

/** Lowest priority: a report may take longer, a score may not. */
const PRIORITY = 19;

// on Linux only this thread's priority; elsewhere it would be the whole process's
if (process.platform === 'linux') setPriority(PRIORITY);

const urgent: Int32Array = workerData;
const rest = (): void => giveWay(urgent);

let known: { readonly sha256: string; readonly input: LeagueSeason } | null = null;

/** Computes a section, in a separate thread. Input and output are text: cheap to pass, with nothing shared. */
export default function work({ input, section, player, chosen, common }: SectionWork): SectionFound {
  const season = read(input);
  const made = common === null ? prepareSection(section, season, `${input.sha256}/${section}`, rest) : null;
  // in the stored form, so that the first player's section equals the others' exactly
  const text = common === null ? JSON.stringify(made) : textOf(common);
  const findings =
    player === '' ? null : presentSection(section, season, player, JSON.parse(text), chosen, rest);
  return {
    findings: findings === null ? null : JSON.stringify(findings),
    made: common === null && made !== null ? text : null,
  };
}

/** Tasks of one report run one after another: their input is parsed once. */
function read(input: SharedText): LeagueSeason {
  if (known?.sha256 !== input.sha256) known = { sha256: input.sha256, input: JSON.parse(textOf(input)) };
  return known.input;
}

function textOf({ bytes }: SharedText): string {
  return Buffer.from(bytes).toString();
}
