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

/** A team by its abbreviation on its colour. Names beside it say the team too, so it is hidden from screen readers. */
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
