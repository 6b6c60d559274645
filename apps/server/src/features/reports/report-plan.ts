import { aboutSection, hasCommonPart, SECTIONS, type SectionName } from '@sunday-live/analysis';
import type { ReportQueue } from '@sunday-live/contract';

/** A task to be. */
export interface PlannedTask {
  readonly player: string;
  readonly section: SectionName;
  readonly queue: ReportQueue;
}

/**
 * One task per player and section. All players' first sections come before anybody's second: tasks that share a common
 * part seldom run at the same moment, and the second finds it made.
 */
export function planReport(players: readonly string[]): PlannedTask[] {
  const sections = SECTIONS.filter((section) => players.length > 1 || !aboutSection(section).several);
  return players.flatMap((player, turn) => {
    const turned = sections.map((_, i) => sections[(i + turn) % sections.length] as SectionName);
    return turned.map((section) => ({ player, section, queue: aboutSection(section).queue }));
  });
}

/** What is made ready for a league overnight: the parts of sections that all its players share. */
export function planWarmUp(): PlannedTask[] {
  return SECTIONS.filter(hasCommonPart).map((section) => ({
    player: '',
    section,
    queue: aboutSection(section).queue,
  }));
}
