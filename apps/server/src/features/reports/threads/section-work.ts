import type { SectionName } from '@sunday-live/analysis';
import type { SharedText } from '../report-inputs.js';

/** What a thread is asked. */
export interface SectionWork {
  readonly input: SharedText;
  readonly section: SectionName;
  /** '' = only the part that the whole league shares */
  readonly player: string;
  readonly chosen: readonly string[];
  /** The part that the whole league shares, where it was made before. */
  readonly common: SharedText | null;
}

/** What it found, as JSON. */
export interface SectionFound {
  readonly findings: string | null;
  /** The shared part, when it was made just now. */
  readonly made: string | null;
}
