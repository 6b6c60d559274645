import { SECTIONS } from '@sunday-live/analysis';
import type { ReportSection } from '@sunday-live/contract';

/** Sorts sections by player, then by their place in the document; a section that occurs twice is kept once. */
export function mergeSections(
  players: readonly string[],
  found: readonly (ReportSection | null)[],
): ReportSection[] {
  const byKey = new Map<string, ReportSection>();
  for (const section of found) if (section !== null) byKey.set(`${section.player}/${section.name}`, section);
  return players.flatMap((player) => SECTIONS.flatMap((name) => byKey.get(`${player}/${name}`) ?? []));
}
