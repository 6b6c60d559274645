import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Badge } from '../../ui/badge.js';
import styles from './standings-page.module.css';

interface PlayerCellProps {
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  readonly own: boolean;
  /** The league of the linked statistics. */
  readonly league: string;
  /** Shown below the name. */
  readonly children?: ReactNode;
}

/** A player in a table: badge and name, with a link to the player's statistics. */
export function PlayerCell({ id, name, team, own, league, children }: PlayerCellProps) {
  return (
    <span className={styles.who}>
      <Badge team={team} />
      <span className={`${styles.names} whole-name`}>
        <Link
          className={styles.name}
          href={`/players/${encodeURIComponent(id)}?league=${encodeURIComponent(league)}`}
        >
          {name}
          {own && <span className="unseen"> (you)</span>}
        </Link>
        {children}
      </span>
    </span>
  );
}
