import { type CauseKind, signed } from '@sunday-live/contract';
import type { RankStory } from '../what-if/model/event-ranks.js';

/**
 * Formats the effect of an event: `You 5 → 2 (+14), Ana takes the lead`; `Took back: you 2 → 5 (−14)` after a
 * correction; null without an effect on either.
 * @param own the viewer's number
 */
export function rankChangeWords(
  story: RankStory | undefined,
  kind: CauseKind,
  own: number | null,
  names: ReadonlyMap<number, string>,
): string | null {
  if (!story) return null;
  const parts: string[] = [];
  if (story.own && story.own.before !== story.own.after) {
    const points = story.own.points === 0 ? '' : ` (${signed(story.own.points)})`;
    parts.push(`you ${story.own.before} → ${story.own.after}${points}`);
  } else if (story.own && story.own.points !== 0) {
    parts.push(`you ${signed(story.own.points)}`);
  }
  if (story.leads !== null && story.leads !== own) {
    parts.push(`${names.get(story.leads) ?? 'Somebody'} takes the lead`);
  } else if (story.leads !== null) {
    parts.push('you take the lead');
  }
  if (parts.length === 0) return null;
  const words = parts.join(', ');
  if (kind === 'correction') return `Took back: ${words}`;
  return words[0]?.toUpperCase() + words.slice(1);
}
