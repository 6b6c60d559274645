import type { LeagueSummary, Scope } from '@sunday-live/contract';
import type { LiveView } from '../../live/live-store.js';
import { Segmented } from '../../ui/segmented.js';
import { ConnectionStatus } from './connection-status.js';
import styles from './live-bar.module.css';
import { TvDelay } from './tv-delay.js';

const SCOPE_OPTIONS: readonly { value: Scope; label: string }[] = [
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'season', label: 'Season' },
];

interface LiveBarProps {
  readonly league: LeagueSummary;
  readonly leagues: readonly LeagueSummary[];
  readonly onLeague: (id: string) => void;
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
  readonly delay: number;
  readonly onDelay: (seconds: number) => void;
  readonly hold: boolean;
  readonly onHold: (hold: boolean) => void;
  readonly view: LiveView;
}

/** What is watched and how it arrives: league, scope, connection, delay. */
export function LiveBar(props: LiveBarProps) {
  const { league, leagues, onLeague, scope, onScope, delay, onDelay, hold, onHold, view } = props;
  return (
    <div className={styles.bar}>
      <label className={styles.league}>
        <span className="unseen">League</span>
        <select value={league.id} onChange={(event) => onLeague(event.target.value)}>
          {leagues.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <ConnectionStatus view={view} delay={delay} hold={hold} />
      <div className={styles.scope}>
        <Segmented label="Points of" options={SCOPE_OPTIONS} value={scope} onChange={onScope} />
      </div>
      <TvDelay seconds={delay} onChange={onDelay} hold={hold} onHold={onHold} />
    </div>
  );
}
