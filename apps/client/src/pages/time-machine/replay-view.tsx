import { type Me, ordinal } from '@sunday-live/contract';
import { useMemo } from 'react';
import { leadWords, momentWords, raceTicks, ticksUpTo } from '../../game/moments.js';
import { causeWords, scoreLine } from '../../game/words.js';
import { personalKey } from '../../identity/storage.js';
import { distinctNames } from '../../ui/charts/labels.js';
import { LineChart } from '../../ui/charts/line-chart.js';
import { useRememberedIds } from '../../ui/use-remembered.js';
import { Controls, usePlayhead } from './controls.js';
import { type Race, raceOf, shownRows, type WeekReplay } from './model/week-replay.js';
import { ReplayGames, ReplayTable } from './replay-table.js';
import styles from './time-machine.module.css';

interface ReplayViewProps {
  readonly me: Me;
  readonly league: string;
  readonly replay: WeekReplay;
  /** The first position. */
  readonly start: number;
}

const TOP = 20;
const BESIDE = 2;

/** A week at one moment: the event, the games, the standings, and the race up to then. */
export function ReplayView({ me, league, replay, start }: ReplayViewProps) {
  const { fold, players, own, events } = replay;
  // shared with the live page
  const [pins, togglePin] = useRememberedIds(personalKey(me.id, 'pins', league));
  const race = useMemo(() => raceOf(replay, pins), [replay, pins]);
  const head = usePlayhead(fold.length, start);
  const { position } = head;
  const moment = useMemo(() => momentWords(events, me.timeZone), [events, me.timeZone]);
  const ticks = useMemo(() => raceTicks(fold.length, moment), [fold, moment]);
  const { games, rows, shared } = useMemo(() => {
    fold.seek(position);
    return { games: fold.games(), ...shownRows(replay, TOP, BESIDE) };
  }, [fold, replay, position]);
  const lead = race.leads.findLast((one) => one.position <= position);
  const leads = lead ? leadWords(lead, players, own) : '';
  const cause = events[position - 1]?.cause;
  const game = cause && games.find(({ id }) => id === cause.game);
  const news = cause && game ? `${causeWords(cause)}: ${scoreLine(game)}` : '';
  const time = moment(position);
  return (
    <>
      <section className={styles.deck} aria-label="Time">
        <p className={styles.moment}>
          <strong>{time}</strong> <span>{leads}</span>
        </p>
        <p className={styles.news} data-lead={lead?.position === position || undefined}>
          {news || ' '}
        </p>
        <Controls {...{ replay, race }} head={head} words={[time, news, leads].filter(Boolean).join('. ')} />
      </section>
      <div className={`stack ${styles.columns}`}>
        <section aria-labelledby="table-then">
          <h2 id="table-then" className={styles.heading}>
            Standings at this moment
          </h2>
          <ReplayTable {...{ rows, shared, players, own, pins }} onPin={togglePin} />
        </section>
        <section aria-labelledby="games-then">
          <h2 id="games-then" className={styles.heading}>
            Games at this moment
          </h2>
          <ReplayGames games={games} just={cause?.game} timeZone={me.timeZone} />
        </section>
      </div>
      <RaceChart {...{ players, own, race }} ticks={ticksUpTo(ticks, { position, label: time })} />
    </>
  );
}

interface RaceChartProps extends Pick<WeekReplay, 'players' | 'own'> {
  readonly race: Race;
  readonly ticks: ReturnType<typeof ticksUpTo>;
}

function RaceChart({ players, own, race: { watched, ranks }, ticks }: RaceChartProps) {
  if (watched.length === 0) return null;
  const names = distinctNames(watched.map((n) => (n === own ? 'You' : (players[n]?.name ?? ''))));
  return (
    <LineChart
      title="The race for the week, place by place"
      labelName="At"
      better="low"
      format={ordinal}
      labels={ticks.map(({ label }) => label)}
      series={watched.map((n, i) => ({
        label: names[i] ?? '',
        own: n === own,
        values: ticks.map(({ position }) => ranks[i]?.[position] || null),
      }))}
    />
  );
}
