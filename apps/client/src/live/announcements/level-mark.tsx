import type { Announcement } from '@sunday-live/contract';
import styles from './level-mark.module.css';

/** The levels in rising order, in words. */
export const LEVELS: readonly { readonly level: Announcement['level']; readonly name: string }[] = [
  { level: 'info', name: 'Info' },
  { level: 'important', name: 'Important' },
  { level: 'alert', name: 'Alert' },
];

/** Says how much an announcement wants to be read; nothing for the ordinary ones. */
export function LevelMark({ level }: { readonly level: Announcement['level'] }) {
  if (level === 'info') return null;
  return <span className={styles.level}>{LEVELS.find((each) => each.level === level)?.name}</span>;
}
