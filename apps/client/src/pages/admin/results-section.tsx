import {
  type Recompute,
  type ResultsCheck,
  recomputeSchema,
  resultsCheckSchema,
} from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useState } from 'react';
import { sendJson } from '../../http/http.js';
import { seasonParams, type WeekKey, weekKey } from '../../http/week.js';
import styles from './admin-page.module.css';
import { AskWhy, type Danger } from './ask-why.js';
import { ScrollTable } from './section.js';
import { useWeek, WeekSelect } from './week-select.js';

/** Checks a week's results and recomputes its scores from scratch. */
export function ResultsSection() {
  const [week, choose] = useWeek();
  return (
    <div className={styles.section}>
      <div className={styles.row}>
        <WeekSelect week={week} onChange={choose} />
      </div>
      {week !== null && <Week key={weekKey(week).join(' ')} week={week} />}
    </div>
  );
}

function Week({ week }: { readonly week: WeekKey }) {
  const phrase = weekPhrase(week.type, week.week);
  const of = seasonParams(week);
  const [check, setCheck] = useState<ResultsCheck | null>(null);
  const [found, setFound] = useState<Recompute | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [danger, setDanger] = useState<Danger | null>(null);
  const path = `/api/admin/results/${week.week}`;
  const ask = async () => {
    setProblem(null);
    try {
      setCheck(resultsCheckSchema.parse(await sendJson('POST', `${path}/check?${of}`, {})));
      setFound(recomputeSchema.parse(await sendJson('POST', `${path}/recompute?dryRun=true&${of}`, {})));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'That did not work. Try again.');
    }
  };
  return (
    <>
      <div className={styles.actions}>
        <button type="button" className="button" onClick={() => void ask()}>
          Check {phrase}
        </button>
        <button
          type="button"
          className="button"
          onClick={() =>
            setDanger({
              title: `Confirm ${phrase}`,
              consequence: 'Its results become official, whatever the checks have found.',
              label: 'Confirm',
              run: async (why) => {
                await sendJson('POST', `${path}/confirm?${of}`, { why });
                await ask();
              },
            })
          }
        >
          Confirm results
        </button>
        <button
          type="button"
          className="button"
          onClick={() =>
            setDanger({
              title: 'Read the schedule again',
              consequence: 'Reads every week of the season from the feed and applies all changes.',
              label: 'Read again',
              run: async (why) => {
                await sendJson('POST', '/api/admin/schedule/import', { why });
              },
            })
          }
        >
          Read the schedule again
        </button>
        <button
          type="button"
          className="button"
          onClick={() =>
            setDanger({
              title: `Recompute ${phrase}`,
              consequence: 'Its scores are computed again from cards and games. Check the differences first.',
              label: 'Recompute',
              run: async (why) => {
                await sendJson('POST', `${path}/recompute?${of}`, { why });
                await ask();
              },
            })
          }
        >
          Recompute
        </button>
      </div>
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {check !== null && <Verdict check={check} />}
      {found !== null && <Differences found={found} />}
      {danger && <AskWhy {...danger} onClose={() => setDanger(null)} />}
    </>
  );
}

function Verdict({ check: { state, games, problems } }: { readonly check: ResultsCheck }) {
  return (
    <section className={styles.panel} aria-label="Results of the checks" aria-live="polite">
      <dl className={styles.facts}>
        <dt>State</dt>
        <dd>{state}</dd>
        <dt>Games</dt>
        <dd>
          {games.final} of {games.stored} final
          {games.calledOff > 0 && `, ${games.calledOff} called off`}
        </dd>
      </dl>
      {problems.length > 0 && (
        <ul className="bullets">
          {problems.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Differences({ found: { changed, differences } }: { readonly found: Recompute }) {
  if (changed === 0) return <p role="status">Computed from scratch, every score is the same.</p>;
  return (
    <>
      <p role="status">{changed} scores would differ.</p>
      <ScrollTable
        caption="Scores that would differ"
        head={['Player', 'Rules', 'Points now', 'Points computed']}
      >
        {differences.map((entry) => (
          <tr key={`${entry.player} ${entry.rules}`}>
            <th scope="row">{entry.name}</th>
            <td>{entry.rules}</td>
            <td>{entry.before?.points ?? '–'}</td>
            <td>{entry.after?.points ?? '–'}</td>
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}
