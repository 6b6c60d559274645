import { decisionsOf } from './decisions.js';
import { hindsightOf } from './hindsight.js';
import type { LeagueSeason } from './league-season.js';
import { likenessOf } from './likeness.js';
import { luckOf } from './luck.js';
import { NO_REST, type Rest } from './rest.js';
import { scoreMembers } from './scored-weeks.js';
import type { Section } from './section.js';
import { bankers } from './sections/bankers.js';
import { decisions } from './sections/decisions.js';
import { headToHead } from './sections/head-to-head.js';
import { hindsight } from './sections/hindsight.js';
import { luck } from './sections/luck.js';
import { picks } from './sections/picks.js';
import { simulation } from './sections/simulation.js';
import { totals } from './sections/totals.js';
import { twins } from './sections/twins.js';
import { weeks } from './sections/weeks.js';
import { RUNS, simulateSeason } from './simulate-season.js';

/** The parts of a report section. */
interface SectionKind {
  readonly title: string;
  readonly queue: 'fast' | 'slow';
  /** Compares the chosen players with each other, so it needs at least two. */
  readonly several?: boolean;
  /**
   * Computes what is the same for every player of the league. The result is plain data and may be stored and
   * used again. This is the expensive step.
   */
  readonly prepare?: (input: LeagueSeason, rest: Rest, seed: string) => unknown;
  readonly present: (
    input: LeagueSeason,
    player: string,
    prepared: never,
    chosen: readonly string[],
  ) => Section;
}

const kinds = {
  totals: { title: 'Season and all time', queue: 'fast', present: totals },
  weeks: { title: 'Week by week', queue: 'fast', present: weeks },
  picks: { title: 'Picks', queue: 'fast', present: picks },
  bankers: { title: 'Bankers and jokers', queue: 'fast', present: bankers },
  'head-to-head': {
    title: 'Head to head',
    queue: 'fast',
    several: true,
    present: (input, player, _prepared, chosen) => headToHead(input, player, chosen),
  },
  simulation: {
    title: 'Rest of the season',
    queue: 'slow',
    prepare: (input, rest, seed) => simulateSeason(input, seed, RUNS, rest),
    present: simulation,
  },
  luck: { title: 'Luck', queue: 'slow', prepare: luckOf, present: luck },
  hindsight: { title: 'In hindsight', queue: 'slow', prepare: hindsightOf, present: hindsight },
  twins: { title: 'Twins and rivals', queue: 'slow', prepare: likenessOf, present: twins },
  decisions: { title: 'Decisions', queue: 'slow', prepare: decisionsOf, present: decisions },
} satisfies Record<string, SectionKind>;

export type SectionName = keyof typeof kinds;

/** Every section in the order of the document. */
export const SECTIONS: readonly SectionName[] = Object.keys(kinds).filter(isSectionName);

export function isSectionName(text: string): text is SectionName {
  return Object.hasOwn(kinds, text);
}

export function aboutSection(name: SectionName): Pick<SectionKind, 'title' | 'queue'> & { several: boolean } {
  const { title, queue, several = false }: SectionKind = kinds[name];
  return { title, queue, several };
}

/** Returns whether a section has a part that is the same for the whole league. */
export function hasCommonPart(name: SectionName): boolean {
  const kind: SectionKind = kinds[name];
  return kind.prepare !== undefined;
}

/** Computes the part of a section that is the same for every player of the league; null without one. */
export function prepareSection(
  name: SectionName,
  input: LeagueSeason,
  seed: string,
  rest: Rest = NO_REST,
): unknown {
  const kind: SectionKind = kinds[name];
  return kind.prepare?.(input, rest, seed) ?? null;
}

/**
 * Builds one section about one player.
 * @param prepared the result of `prepareSection` for the same input
 * @param chosen ids of the report's players
 */
export function presentSection(
  name: SectionName,
  input: LeagueSeason,
  player: string,
  prepared: unknown,
  chosen: readonly string[],
  rest: Rest = NO_REST,
): Section {
  const kind: SectionKind = kinds[name];
  // the slowest step, cached for all sections; here it can rest
  scoreMembers(input, rest);
  return kind.present(input, player, prepared as never, chosen);
}
