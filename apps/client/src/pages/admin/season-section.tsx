import { counted, dayAndTime, type Season } from '@sunday-live/contract';
import { seasonTypeName, weekPhrase } from '@sunday-live/scoring';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { HttpError, sendJson } from '../../http/http.js';
import { seasonQuery } from '../../http/queries.js';
import { type SeasonKey, seasonParams } from '../../http/week.js';
import { TABLE_ROLES } from '../../ui/column-head.js';
import { Segmented } from '../../ui/segmented.js';
import { useZone, When } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import { AskWhy, type Danger } from './ask-why.js';
import { Loaded, ScrollTable } from './section.js';

const LOCKS = [
  { value: 'week', label: 'By week' },
  { value: 'kickoff', label: 'By game' },
] as const;
const JOKERS = [
  { value: 'lost', label: 'Are lost' },
  { value: 'played', label: 'Are played' },
] as const;
const STATES = { upcoming: 'To come', open: 'Open', locked: 'Locked', done: 'Done' } as const;
const PRESEASON = [
  { value: 'no', label: 'Is not played' },
  { value: 'yes', label: 'Is played' },
] as const;
const BANKERS = [
  { value: 'free', label: 'Any number of times' },
  { value: 'once', label: 'Once' },
] as const;
const PLAYOFF_JOKERS = [0, 1, 2, 3, 4].map((count) => ({
  value: String(count),
  label: count === 0 ? 'None' : String(count),
}));

/** The settings of the season and the deadlines of its weeks. */
export function SeasonSection() {
  const client = useQueryClient();
  const season = useQuery(seasonQuery);
  const [danger, setDanger] = useState<Danger | null>(null);
  const change = async (path: string, body: object) => {
    await sendJson('PATCH', `/api/admin/${path}`, body);
    await client.invalidateQueries({ queryKey: seasonQuery.queryKey });
  };
  return (
    <Loaded query={season}>
      {({ season: year, type, lock, weeks, forcedJokers = false, preseason, playoffs }) => (
        <div className={styles.section}>
          <p>
            Season {year}, {seasonTypeName(type)}
          </p>
          <div className={styles.settings}>
            <Setting label="Cards lock">
              <Segmented
                label="Cards lock"
                options={LOCKS}
                value={lock}
                onChange={(wanted) => setDanger(lockChange(wanted, change))}
              />
            </Setting>
            <Setting label="Jokers that no week is left for">
              <Segmented
                label="Jokers that no week is left for"
                options={JOKERS}
                value={forcedJokers ? 'played' : 'lost'}
                onChange={(wanted) => setDanger(jokerChange(wanted === 'played', change))}
              />
            </Setting>
            <Setting label="Preseason">
              <Segmented
                label="Preseason"
                options={PRESEASON}
                value={preseason ? 'yes' : 'no'}
                onChange={(wanted) => setDanger(preseasonChange(wanted === 'yes', change))}
              />
            </Setting>
            <Setting label="A road team as banker in the playoffs">
              <Segmented
                label="A road team as banker in the playoffs"
                options={BANKERS}
                value={playoffs.bankersOnce ? 'once' : 'free'}
                onChange={(wanted) =>
                  setDanger(playoffChange({ ...playoffs, bankersOnce: wanted === 'once' }, change))
                }
              />
            </Setting>
            <Setting label="Jokers in the playoffs">
              <Segmented
                label="Jokers in the playoffs"
                options={PLAYOFF_JOKERS}
                value={String(playoffs.jokers)}
                onChange={(wanted) =>
                  setDanger(playoffChange({ ...playoffs, jokers: Number(wanted) }, change))
                }
              />
            </Setting>
          </div>
          <ScrollTable caption="Weeks" head={['Week', 'Deadline', 'State', 'Change']} stacks>
            {weeks.map((week) => (
              <WeekRow
                key={week.week}
                season={{ season: year, type }}
                week={week}
                onChange={setDanger}
                change={change}
              />
            ))}
          </ScrollTable>
          {danger && <AskWhy {...danger} onClose={() => setDanger(null)} />}
        </div>
      )}
    </Loaded>
  );
}

/** A control with a visible label. The group's own name is for screen readers only. */
function Setting({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.field}>
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

type Change = (path: string, body: object) => Promise<void>;

function lockChange(lock: Season['lock'], change: Change): Danger {
  return {
    title: lock === 'week' ? 'Lock by week' : 'Lock game by game',
    consequence:
      lock === 'week'
        ? 'Whole cards lock at the deadline of their week. Locked games stay locked.'
        : 'Each game locks at its own kickoff. Locked games stay locked, unless nobody has a card in their week.',
    label: 'Change the lock',
    run: (why) => change('season', { lock, why }),
  };
}

function jokerChange(forcedJokers: boolean, change: Change): Danger {
  return {
    title: forcedJokers ? 'Play jokers that would be lost' : 'Let jokers be lost',
    consequence: forcedJokers
      ? 'Players with as many jokers left as weeks get one on each card when its banker locks. Locked cards do not change.'
      : 'A joker that a player has not played by the last week is lost. Jokers that were played automatically stay.',
    label: forcedJokers ? 'Play them' : 'Let them be lost',
    run: (why) => change('season', { forcedJokers, why }),
  };
}

function preseasonChange(preseason: boolean, change: Change): Danger {
  return {
    title: preseason ? 'Play the preseason' : 'Leave the preseason out',
    consequence: preseason
      ? 'Its weeks take cards and have their own standings; players without a card are reminded.'
      : 'Its weeks take no cards any more, and nobody is reminded of them. Cards that are saved stay.',
    label: preseason ? 'Play it' : 'Leave it out',
    run: (why) => change('season', { preseason, why }),
  };
}

function playoffChange(playoffs: Season['playoffs'], change: Change): Danger {
  return {
    title: 'Change the playoffs',
    consequence: [
      playoffs.bankersOnce
        ? 'A player can use a road team as banker once in the playoffs.'
        : 'A player can use a road team as banker any number of times in the playoffs.',
      playoffs.jokers === 0
        ? 'No joker is played there.'
        : `Each player has ${counted(playoffs.jokers, 'joker')} there.`,
      'Cards that are saved stay as they are.',
    ].join(' '),
    label: 'Change them',
    run: (why) => change('season', { playoffs, why }),
  };
}

/** Locked games that a change would open again, by id, and the server's texts about them. */
interface Opening {
  readonly games: readonly string[];
  readonly words: readonly string[];
}

const NOTHING_OPENS: Opening = { games: [], words: [] };

/** Returns the games that would open, when that is the reason of a refusal; otherwise null. */
function openingOf(error: unknown): Opening | null {
  if (!(error instanceof HttpError) || error.code !== 'games-would-open') return null;
  const problems = error.problem?.problems ?? [];
  return {
    games: problems.flatMap(({ game }) => (typeof game === 'string' ? [game] : [])),
    words: [
      ...problems.map(({ message }) => message),
      'Everybody has seen the picks of these games, and could change their own.',
    ],
  };
}

interface WeekRowProps {
  readonly season: SeasonKey;
  readonly week: Season['weeks'][number];
  readonly onChange: (danger: Danger) => void;
  readonly change: Change;
}

function WeekRow({ season, week: { week, name, state, deadline }, onChange, change }: WeekRowProps) {
  const phrase = weekPhrase(season.type, week);
  const id = useId();
  const zone = useZone();
  const [wanted, setWanted] = useState('');
  const set = (at: string | null, opening: Opening = NOTHING_OPENS): Danger => ({
    title: `Deadline of ${phrase}`,
    consequence: [
      at === null
        ? 'The deadline follows from the kickoffs again.'
        : `Cards of ${phrase} lock at ${dayAndTime(at, zone)}.`,
      ...opening.words,
    ].join(' '),
    label:
      opening.games.length > 0 ? `Change it and open ${opening.games.length} games` : 'Change the deadline',
    run: async (why) => {
      try {
        await change(`weeks/${week}?${seasonParams(season)}`, { deadline: at, opens: opening.games, why });
      } catch (error) {
        const would = openingOf(error);
        if (would === null) throw error;
        onChange(set(at, would));
        throw new Error('Nothing is changed yet. Read which games would open, then decide.');
      }
    },
  });
  return (
    <tr {...TABLE_ROLES.row}>
      <th scope="row" {...TABLE_ROLES.header}>
        {name}
      </th>
      <td className={styles.nowrap} {...TABLE_ROLES.cell}>
        {state === 'upcoming' ? 'To be set' : <When at={deadline} />}
      </td>
      <td {...TABLE_ROLES.cell}>{STATES[state]}</td>
      <td {...TABLE_ROLES.cell}>
        {state !== 'done' && (
          <div className={styles.actions}>
            <label className="unseen" htmlFor={id}>
              New deadline of {phrase}
            </label>
            <input
              id={id}
              type="datetime-local"
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
            <button
              type="button"
              className="button"
              disabled={wanted === ''}
              onClick={() => onChange(set(new Date(wanted).toISOString()))}
            >
              Set
            </button>
            <button type="button" className="button" onClick={() => onChange(set(null))}>
              By kickoffs
            </button>
          </div>
        )}
      </td>
    </tr>
  );
}
