import type { LeagueSummary, Me, Season } from '@sunday-live/contract';
import { useState } from 'react';
import { Link } from 'wouter';
import { LeagueSelect } from '../../ui/league-select.js';
import { Segmented } from '../../ui/segmented.js';
import { WeekSwitch } from '../../ui/week-switch.js';
import styles from './leaderboard-page.module.css';
import { playedWeeks } from './model/place-words.js';
import { SeasonView } from './season-view.js';
import type { View } from './view.js';
import { WeekView } from './week-view.js';

interface LeagueTableProps {
  readonly me: Me;
  readonly league: LeagueSummary;
  readonly leagues: readonly LeagueSummary[];
  readonly season: Season;
  readonly onLeague: (id: string) => void;
}

const VIEWS: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'season', label: 'Season' },
  { value: 'week', label: 'Week' },
  { value: 'details', label: 'Details' },
  { value: 'weeks', label: 'Weeks' },
  { value: 'divisions', label: 'NFL' },
];

/** One league's tables with their switches. */
export function LeagueTable({ me, league, leagues, season, onLeague }: LeagueTableProps) {
  const weeks = playedWeeks(season);
  const [view, setView] = useState<View>('season');
  const [chosen, setChosen] = useState<number | null>(null);
  const week = chosen ?? weeks[0] ?? 1;
  return (
    <div className={styles.page}>
      <h1 className="unseen">Table</h1>
      <div className={styles.bar}>
        <LeagueSelect leagues={leagues} league={league.id} onLeague={onLeague} />
        <Segmented label="Table of" options={VIEWS} value={view} onChange={setView} />
        {view === 'week' && weeks.length > 0 && <WeekSwitch weeks={weeks} week={week} onWeek={setChosen} />}
      </div>
      {view === 'week' ? (
        <WeekView me={me} league={league.id} week={week} season={season} />
      ) : (
        <SeasonView me={me} league={league.id} view={view} />
      )}
      <ul className={styles.links}>
        <li>
          <Link href={`/results/${week}?league=${encodeURIComponent(league.id)}`}>
            Results of week {week}
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
