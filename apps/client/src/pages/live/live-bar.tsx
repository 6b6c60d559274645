import { type LeagueSummary, type Scope, timeWithSeconds } from '@sunday-live/contract';
import { useMemo } from 'react';
import { elapsed } from '../../game/clock.js';
import { ageWords } from '../../game/words.js';
import { linkWords } from '../../live/link-words.js';
import type { LiveView } from '../../live/live-store.js';
import { useNow } from '../../ui/hooks.js';
import { Segmented } from '../../ui/segmented.js';
import { useZone } from '../../ui/zone.js';
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

interface ConnectionStatusProps {
  readonly view: LiveView;
  /** The TV delay in seconds. */
  readonly delay: number;
  /** All frames are held until the viewer continues. */
  readonly hold: boolean;
  /** The standings update once a minute. */
  readonly calm: boolean;
}

/** Shows the state of the connection and the real age of the scores. */
function ConnectionStatus({ view, delay, hold, calm }: ConnectionStatusProps) {
  const now = useNow(1000);
  const zone = useZone();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the moment when everything is held from.
  const heldAt = useMemo(() => Date.now() - delay * 1000, [hold]);
  const live = [...(view.state?.games.values() ?? [])].filter((game) => game.state === 'in').length;
  const even = elapsed();
  const words = linkWords(view, live, { clock: now, elapsed: even }, hold ? 'held' : calm ? 'calm' : 'live');
  const known = view.state !== null;
  return (
    <div
      className={styles.status}
      data-tone={words.tone}
      data-link={view.link}
      data-stale={words.stale || undefined}
    >
      <span className={styles.dot} aria-hidden="true" />
      <span className={styles.words}>
        <span role="status">{words.text}</span>
        {words.silence !== null && <span className={styles.age}>for {words.silence}</span>}
        {words.age !== null && <span className={styles.age}>scores {words.age} old</span>}
        {delay > 0 && !hold && <span className={styles.age}>TV −{delay} s</span>}
        {hold && (
          <span className={styles.age}>
            {known && `standings as of ${timeWithSeconds(heldAt, zone)}, `}
            {view.held} waiting
          </span>
        )}
        {calm && !hold && known && (
          <span className={styles.age}>standings {ageWords(even - view.shownAt + delay * 1000)} old</span>
        )}
      </span>
    </div>
  );
}
