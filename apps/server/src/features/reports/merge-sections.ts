import { SECTIONS } from '@sunday-live/analysis';
import type { ReportSection } from '@sunday-live/contract';

/** Sections in the order of the players, then of the document; each once, whatever came twice. */
export function mergeSections(
  players: readonly string[],
  found: readonly (ReportSection | null)[],
): ReportSection[] {
  const byKey = new Map<string, ReportSection>();
  for (const section of found) if (section !== null) byKey.set(`${section.player}/${section.name}`, section);
  return players.flatMap((player) => SECTIONS.flatMap((name) => byKey.get(`${player}/${name}`) ?? []));
}
