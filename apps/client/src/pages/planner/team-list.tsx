import { TEAMS } from '@sunday-live/contract';
import { weekName, weekPhrase } from '@sunday-live/scoring';
import type { TeamForm } from '../../game/team-form.js';
import { teamName } from '../../game/words.js';
import { Badge } from '../../ui/badge.js';
import { type PlanView, usedIn } from './model/plan.js';
import styles from './planner-page.module.css';

/** All teams: the week in which each was the banker, or its remaining road games. */
export function TeamList({ forms, ...view }: PlanView & { readonly forms: ReadonlyMap<string, TeamForm> }) {
  const teams = [...TEAMS].sort((a, b) => (a.nickname < b.nickname ? -1 : 1));
  return (
    <ul className={styles.teams}>
      {teams.map(({ abbr }) => (
        <TeamEntry key={abbr} team={abbr} record={forms.get(abbr)?.record} {...view} />
      ))}
    </ul>
  );
}

interface TeamEntryProps extends PlanView {
  readonly team: string;
  readonly record: string | undefined;
}

function TeamEntry({
  season: { type },
  team,
  record,
  weeks,
  plan,
  against,
  bankers,
  onChoose,
}: TeamEntryProps) {
  const used = usedIn(team, bankers);
  const left = weeks.flatMap(({ games }) => games.filter((game) => game.team === team));
  return (
    <li className={`panel ${styles.team}`} data-plan-team={team} data-used={used}>
      <h2 className={styles.name}>
        <Badge team={team} />
        {teamName(team)} <span className={styles.quiet}>{record}</span>
      </h2>
      <p className="hint">{leftWords(type, used, left.length)}</p>
      {used === undefined && left.length > 0 && (
        <p className={styles.hints}>
          {left.map(({ week, opponent, record: theirs, weak }) => (
            <button
              key={week}
              type="button"
              className={styles.hint}
              aria-pressed={plan[week] === team}
              data-conflict={plan[week] === team && against.has(week) ? '' : undefined}
              onClick={() => onChoose(week, team)}
            >
              <span>
                {type === 'regular' && <span className="unseen">Week </span>}
                <strong>{type === 'regular' ? week : weekName(type, week)}</strong> at {opponent}
              </span>
              <span className={styles.quiet}>{theirs}</span>
              {weak && <span className={styles.weak}>weak</span>}
            </button>
          ))}
        </p>
      )}
    </li>
  );
}

function leftWords(type: PlanView['season']['type'], used: number | undefined, left: number): string {
  if (used !== undefined) return `★ Banker in ${weekPhrase(type, used)}`;
  if (left === 0) return 'No road game left';
  return left === 1 ? '1 road game left' : `${left} road games left`;
}
