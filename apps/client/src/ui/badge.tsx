import { teamOf } from '@sunday-live/contract';
import styles from './badge.module.css';

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

/** Returns black or white, whichever has more contrast on a colour `#rrggbb`. */
export function readableOn(colour: string): '#000000' | '#ffffff' {
  const luminance = luminanceOf(colour);
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#ffffff' : '#000000';
}

/** Returns the WCAG contrast of two colours, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminanceOf(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
