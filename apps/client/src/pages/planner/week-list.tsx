import { dayAndTime } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { Link } from 'wouter';
import { teamName } from '../../game/words.js';
import { seasonParams } from '../../http/week.js';
import { Badge } from '../../ui/badge.js';
import { type PlanView, type PlanWeek, type RoadGame, usedIn } from './model/plan.js';
import styles from './planner-page.module.css';

/** A banker for each week to come. */
export function WeekList({ weeks, timeZone, ...view }: PlanView & { readonly timeZone: string }) {
  return (
    <ul className={styles.weeks}>
      {weeks.map((week) => (
        <WeekEntry key={week.week} week={week} timeZone={timeZone} {...view} />
      ))}
    </ul>
  );
}

interface WeekEntryProps extends Omit<PlanView, 'weeks'> {
  readonly week: PlanWeek;
  readonly timeZone: string;
}

const HINTS = 3;

function WeekEntry({ season, week, plan, against, bankers, timeZone, onChoose }: WeekEntryProps) {
  const planned = plan[week.week] ?? '';
  const taken = (team: string) => usedIn(team, bankers, week.week) ?? otherWeek(plan, week.week, team);
  const free = week.games.filter(({ team }) => taken(team) === undefined);
  const conflict = against.get(week.week);
  const gone = planned !== '' && !week.games.some(({ team }) => team === planned);
  return (
    <li
      className={`panel ${styles.week}`}
      data-plan-week={week.week}
      data-conflict={conflict ? '' : undefined}
    >
      <h2>
        {week.name}{' '}
        <span className={styles.quiet}>
          {week.deadline === null ? 'time to be set' : `locks ${dayAndTime(week.deadline, timeZone)}`}
        </span>
      </h2>
      {week.saved && (
        <p className={styles.saved}>
          ★ {teamName(week.saved)} on your saved card.{' '}
          <Link href={`/card/${week.week}?${seasonParams(season)}`}>Change</Link>
        </p>
      )}
      <label className={styles.choose}>
        <span className="unseen">Banker of {weekPhrase(season.type, week.week)}</span>
        <select
          value={planned}
          aria-describedby={conflict ? `conflict-${week.week}` : undefined}
          onChange={(event) => onChoose(week.week, event.target.value)}
        >
          <option value="">No plan yet</option>
          {gone && <option value={planned}>{teamName(planned)}</option>}
          {week.games.map((game) => (
            <option key={game.team} value={game.team}>
              {gameWords(game)}
              {takenWords(season.type, taken(game.team))}
            </option>
          ))}
        </select>
      </label>
      {conflict && (
        <p id={`conflict-${week.week}`} className={styles.conflict}>
          {conflict}
        </p>
      )}
      {planned === '' && free.length > 0 && (
        <p className={styles.hints}>
          {free.slice(0, HINTS).map((game) => (
            <button
              key={game.team}
              type="button"
              className={styles.hint}
              onClick={() => onChoose(week.week, game.team)}
            >
              <Badge team={game.team} />
              <span>
                <span className="unseen">Plan {teamName(game.team)} </span>at {game.opponent}
              </span>
              <span className={styles.quiet}>{game.record}</span>
            </button>
          ))}
        </p>
      )}
    </li>
  );
}

function otherWeek(plan: PlanView['plan'], week: number, team: string): number | undefined {
  const found = Object.entries(plan).find(([other, planned]) => planned === team && Number(other) !== week);
  return found && Number(found[0]);
}

function gameWords({ team, opponent, record, weak }: RoadGame): string {
  return `${teamName(team)} at ${teamName(opponent)}${record ? ` (${record}${weak ? ', weak' : ''})` : ''}`;
}

function takenWords(type: PlanView['season']['type'], week: number | undefined): string {
  return week === undefined ? '' : ` · ${weekPhrase(type, week)}`;
}
