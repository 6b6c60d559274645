import type { LeagueSummary, Me, Season } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { Link } from 'wouter';
import { playedWeeks } from '../../game/place-words.js';
import { SeasonSelect } from '../../game/season-select.js';
import { type SeasonKey, seasonParams } from '../../http/week.js';
import { LeagueSelect } from '../../ui/league-select.js';
import { Segmented } from '../../ui/segmented.js';
import { useAddress } from '../../ui/use-address.js';
import { SeasonView } from './season-view.js';
import styles from './standings-page.module.css';
import { VIEWS, type View } from './view.js';
import { WeekView } from './week-view.js';

interface LeagueTableProps {
  readonly me: Me;
  readonly league: LeagueSummary;
  readonly leagues: readonly LeagueSummary[];
  readonly season: Season;
  readonly onLeague: (id: string) => void;
  readonly onSeason: (season: SeasonKey) => void;
}

const NAMES: readonly View[] = VIEWS.map(({ value }) => value);

/** One league's standings with their switches. */
export function LeagueTable({ me, league, leagues, season, onLeague, onSeason }: LeagueTableProps) {
  const weeks = playedWeeks(season);
  const [view, setView] = useAddress('view', NAMES, 'season');
  const [chosen, setWeek] = useAddress('week', weeks.map(String), String(weeks[0] ?? 1));
  const week = Number(chosen);
  return (
    <div className={`page ${styles.page}`}>
      <h1 className="unseen">Standings</h1>
      <div className={styles.bar}>
        <LeagueSelect leagues={leagues} league={league.id} onLeague={onLeague} />
        <SeasonSelect season={season} onSeason={onSeason} />
        <Segmented label="Standings of" options={VIEWS} value={view} onChange={setView} />
      </div>
      {view === 'week' ? (
        <WeekView {...{ me, league, week, weeks, season }} onWeek={(next) => setWeek(String(next))} />
      ) : (
        <SeasonView me={me} league={league.id} season={season} view={view} />
      )}
      <ul className={styles.links}>
        <li>
          <Link href={`/results/${week}?league=${encodeURIComponent(league.id)}&${seasonParams(season)}`}>
            Results of {weekPhrase(season.type, week)}
          </Link>
        </li>
        <li>
          <Link href={`/records?league=${encodeURIComponent(league.id)}`}>Records</Link>
        </li>
        <li>
          <Link href={`/season?league=${encodeURIComponent(league.id)}`}>The year</Link>
        </li>
      </ul>
    </div>
  );
}
