import type { Game, Me, Season } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useClockOffset, weekGamesQuery } from '../../game/card-queries.js';
import { myCardQuery } from '../../http/queries.js';
import { CardForm } from './card-form.js';
import styles from './card-page.module.css';
import { newest } from './model/merge.js';

interface WeekCardProps {
  readonly me: Me;
  readonly season: Season;
  readonly week: Season['weeks'][number];
  /** Games of the stream, by id. */
  readonly live: ReadonlyMap<string, Game>;
}

const PLACES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** A week's card when its games and picks are loaded; before that a placeholder, or an error. */
export function WeekCard({ me, season, week, live }: WeekCardProps) {
  const at = { season: season.season, type: season.type, week: week.week };
  const games = useQuery(weekGamesQuery(at));
  const card = useQuery(myCardQuery(at));
  const clock = useClockOffset();
  const shown = useMemo(() => newest(games.data?.games ?? [], live), [games.data, live]);
  if (games.isLoadingError || card.isLoadingError) {
    const again = () => void Promise.all([games.refetch(), card.refetch()]);
    return (
      <div className={`note ${styles.notice}`} role="alert">
        <p>Your card did not load: the server did not answer. Your picks are kept on this device.</p>
        <button type="button" className="button primary" onClick={again}>
          Try again
        </button>
      </div>
    );
  }
  if (games.isPending || card.isPending || clock.isPending) {
    return (
      <div className={styles.games} role="status" aria-busy="true">
        <span className="unseen">Loading your card</span>
        {PLACES.map((place) => (
          <div key={place} className={styles.placeholder} />
        ))}
      </div>
    );
  }
  if (shown.length === 0) {
    return (
      <p className={`note ${styles.notice}`}>
        No games yet. The card opens as soon as this week’s schedule is out.
      </p>
    );
  }
  return (
    <CardForm
      me={me}
      season={season}
      week={week}
      games={shown}
      stored={card.data}
      clockOffset={clock.data ?? 0}
    />
  );
}
