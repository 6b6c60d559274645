import { aboutSection, hasCommonPart, SECTIONS, type SectionName } from '@sunday-live/analysis';
import type { ReportQueue } from '@sunday-live/contract';

/** A task to create. */
export interface PlannedTask {
  readonly player: string;
  readonly section: SectionName;
  readonly queue: ReportQueue;
}

/**
 * One task per player and section. All players' first sections come before any second one: tasks that share a common
 * part then rarely run together, and the second finds it made.
 */
export function planReport(players: readonly string[]): PlannedTask[] {
  const sections = SECTIONS.filter((section) => players.length > 1 || !aboutSection(section).several);
  return players.flatMap((player, turn) => {
    const turned = sections.map((_, i) => sections[(i + turn) % sections.length] as SectionName);
    return turned.map((section) => ({ player, section, queue: aboutSection(section).queue }));
  });
}

/** The parts of sections that all players of a league share, prepared overnight. */
export function planWarmUp(): PlannedTask[] {
  return SECTIONS.filter(hasCommonPart).map((section) => ({
    player: '',
    section,
    queue: aboutSection(section).queue,
  }));
}
