import { Link } from 'wouter';
import { Badge } from '../../ui/badge.js';
import styles from './leaderboard-page.module.css';

interface PlayerCellProps {
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
  readonly own: boolean;
  /** Whose statistics the name leads to. */
  readonly league: string;
  /** Jokers to mark; none unless given. */
  readonly jokers?: number;
  /** On phones the badge stands above the name. */
  readonly narrow?: boolean;
}

/** A player in a table: badge, name, jokers used; the name leads to the player's statistics. */
export function PlayerCell({ id, name, team, own, league, jokers = 0, narrow = false }: PlayerCellProps) {
  return (
    <span className={styles.who} data-narrow={narrow || undefined}>
      <Badge team={team} />
      <span className={styles.name}>
        <Link href={`/players/${encodeURIComponent(id)}?league=${encodeURIComponent(league)}`}>{name}</Link>
        {own && <span className={styles.you}>You</span>}
        {jokers > 0 && (
          <span className={styles.jokers}>
            <span aria-hidden="true">{jokers === 1 ? 'J' : `J×${jokers}`}</span>
            <span className="unseen">{jokers === 1 ? 'one joker used' : `${jokers} jokers used`}</span>
          </span>
        )}
      </span>
    </span>
  );
}
