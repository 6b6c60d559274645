import type { SectionName } from '@sunday-live/analysis';
import type { SharedText } from '../report-inputs.js';

/** The request to a thread. */
export interface SectionWork {
  readonly input: SharedText;
  readonly section: SectionName;
  /** '': only the part that the whole league shares */
  readonly player: string;
  readonly chosen: readonly string[];
  /** The part that the whole league shares, if it exists. */
  readonly common: SharedText | null;
}

/** The result, as JSON. */
export interface SectionFound {
  readonly findings: string | null;
  /** The shared part, if it was made now. */
  readonly made: string | null;
}
