import { teamOf } from '@sunday-live/contract';
import styles from './badge.module.css';
import { readableOn } from './contrast.js';

const UNKNOWN = '#5b6775';

interface BadgeProps {
  /** Team's abbreviation; null: no favourite team. */
  readonly team: string | null;
  /** `fluid`: as large as the text beside it. */
  readonly size?: 'small' | 'large' | 'fluid';
}

/**
 * Shows a team's abbreviation on its colour. Hidden from screen readers, because the text beside it names the
 * team.
 */
export function Badge({ team, size = 'small' }: BadgeProps) {
  const colour = (team && teamOf(team)?.primary) || UNKNOWN;
  return (
    <span
      className={styles[size]}
      style={{ background: colour, color: readableOn(colour) }}
      aria-hidden="true"
    >
      {team ?? '–'}
    </span>
  );
}
