import { place, type StatisticsRow } from '@sunday-live/contract';
import { Link } from 'wouter';
import { figure } from '../../game/place-words.js';
import { Badge } from '../../ui/badge.js';
import styles from './year-page.module.css';

interface PodiumProps {
  readonly steps: readonly StatisticsRow[];
  readonly league: string;
  /** The own player's id. */
  readonly me: string;
  readonly over: boolean;
}

/** The largest number of names; more only occur while nearly all are level. */
const SHOWN = 12;

/** The first three places. */
export function Podium({ steps, league, me, over }: PodiumProps) {
  return (
    <ol className={styles.podium}>
      {steps.slice(0, SHOWN).map(({ id, name, team, rank, shared, points }) => (
        <li
          key={id}
          data-rank={rank}
          data-own={id === me || undefined}
          data-champion={(over && rank === 1) || undefined}
        >
          <span className={styles.rank}>{place(rank, shared)}</span>
          <Badge team={team} size="large" />
          <Link
            className="whole-name"
            href={`/players/${encodeURIComponent(id)}?league=${encodeURIComponent(league)}`}
          >
            {name}
          </Link>
          <b>{figure(points)}</b>
        </li>
      ))}
    </ol>
  );
}
