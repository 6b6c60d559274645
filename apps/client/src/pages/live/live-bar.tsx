import type { LeagueSummary, Scope } from '@sunday-live/contract';
import type { LiveView } from '../../live/live-store.js';
import { Segmented } from '../../ui/segmented.js';
import { ConnectionStatus } from './connection-status.js';
import styles from './live-bar.module.css';
import { LiveSettings, type LiveSettingsProps } from './live-settings.js';

const SCOPE_OPTIONS: readonly { value: Scope; label: string }[] = [
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'season', label: 'Season' },
];

interface LiveBarProps extends LiveSettingsProps {
  readonly league: LeagueSummary;
  readonly leagues: readonly LeagueSummary[];
  readonly onLeague: (id: string) => void;
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
  readonly view: LiveView;
}

/** The bar above the standings: league, scope, connection, delay. */
export function LiveBar({ league, leagues, onLeague, scope, onScope, view, ...settings }: LiveBarProps) {
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
      <ConnectionStatus view={view} {...settings} />
      <div className={styles.scope}>
        <Segmented label="Points of" options={SCOPE_OPTIONS} value={scope} onChange={onScope} />
      </div>
      <LiveSettings {...settings} />
    </div>
  );
}
