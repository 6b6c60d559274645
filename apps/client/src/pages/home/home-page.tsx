import type { Me } from '@sunday-live/contract';
import { weekName } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { weekGamesQuery } from '../../game/card-queries.js';
import { PageData, usualLeague } from '../../game/page-data.js';
import { useSeason } from '../../game/season-select.js';
import { leaguesQuery, seasonQuery } from '../../http/queries.js';
import type { WeekKey } from '../../http/week.js';
import { useTitle } from '../../ui/hooks.js';
import styles from './home-page.module.css';
import { LastWeek } from './last-week.js';
import { weekWords } from './model/words.js';
import { NextCard } from './next-card.js';
import { Places } from './places.js';

/** The home page: the next deadline, the last result, and the player's places. */
export default function HomePage({ me }: { readonly me: Me }) {
  useTitle('Home');
  const season = useQuery(seasonQuery);
  const played = useSeason('played');
  const leagues = useQuery(leaguesQuery);
  return (
    <PageData of={{ season, leagues }} failed="The season did not load">
      {(data) => {
        const playing = data.season.weeks.find(({ state }) => state === 'locked');
        const usual = usualLeague(data.leagues);
        return (
          <div className={`page ${styles.page}`}>
            <h1 className="title">Hello, {me.name}</h1>
            {playing && (
              <p className={styles.live}>
                <Playing
                  week={{ season: data.season.season, type: data.season.type, week: playing.week }}
                  timeZone={me.timeZone}
                />
                <Link className="button primary" href="/live">
                  Open the live page
                </Link>
              </p>
            )}
            <div className={styles.boxes}>
              <NextCard me={me} season={data.season} />
              {usual && played.data && played.data.resultsWeek !== null && (
                <LastWeek
                  me={me}
                  league={usual}
                  leagues={data.leagues}
                  at={{ ...played.data, week: played.data.resultsWeek }}
                />
              )}
              {played.data && <Places me={me} leagues={data.leagues} season={played.data} />}
            </div>
          </div>
        );
      }}
    </PageData>
  );
}

/** The week whose deadline has passed; only its name until its games are loaded. */
function Playing({ week, timeZone }: { readonly week: WeekKey; readonly timeZone: string }) {
  const { data } = useQuery({ ...weekGamesQuery(week), refetchInterval: 60_000 });
  return <span>{data ? weekWords(week, data.games, timeZone) : weekName(week.type, week.week)}</span>;
}
