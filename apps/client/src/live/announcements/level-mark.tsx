import type { Announcement } from '@sunday-live/contract';
import styles from './level-mark.module.css';

/** The levels in rising order, with their names. */
export const LEVELS: readonly { readonly level: Announcement['level']; readonly name: string }[] = [
  { level: 'info', name: 'Info' },
  { level: 'important', name: 'Important' },
  { level: 'alert', name: 'Alert' },
];

/** Shows the level of an announcement; nothing for ordinary ones. */
export function LevelMark({ level }: { readonly level: Announcement['level'] }) {
  if (level === 'info') return null;
  return <span className={styles.level}>{LEVELS.find((each) => each.level === level)?.name}</span>;
}
