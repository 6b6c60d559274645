import type { Me } from '@sunday-live/contract';
import { useMemo } from 'react';
import { LineChart } from '../../ui/charts/line-chart.js';
import { causeWords, ordinal, scoreLine } from '../live-page/model/words.js';
import { Controls } from './controls.js';
import { leadWords, momentWords, raceTicks, ticksUpTo } from './model/moments.js';
import { shownRows, type WeekReplay } from './model/week-replay.js';
import { ReplayGames } from './replay-games.js';
import { ReplayTable } from './replay-table.js';
import styles from './time-machine.module.css';
import { usePlayhead } from './use-playhead.js';

interface ReplayViewProps {
  readonly me: Me;
  readonly replay: WeekReplay;
  /** The position to begin at. */
  readonly start: number;
}

const TOP = 20;
const BESIDE = 2;

/** A week at one moment: what happened, the games, the table, and the race up to then. */
export function ReplayView({ me, replay, start }: ReplayViewProps) {
  const { fold, players, own, events, race } = replay;
  const head = usePlayhead(fold.length, start);
  const { position } = head;
  const moment = useMemo(() => momentWords(events, me.timeZone), [events, me.timeZone]);
  const ticks = useMemo(() => raceTicks(fold.length, moment), [fold, moment]);
  const { games, rows } = useMemo(() => {
    fold.seek(position);
    return { games: fold.games(), rows: shownRows(replay, TOP, BESIDE) };
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
        <Controls replay={replay} head={head} words={[time, news, leads].filter(Boolean).join('. ')} />
      </section>
      <div className={styles.columns}>
        <section aria-labelledby="table-then">
          <h2 id="table-then" className={styles.heading}>
            The table then
          </h2>
          <ReplayTable rows={rows} players={players} own={own} />
        </section>
        <section aria-labelledby="games-then">
          <h2 id="games-then" className={styles.heading}>
            The games then
          </h2>
          <ReplayGames games={games} just={cause?.game} timeZone={me.timeZone} />
        </section>
      </div>
      <Race replay={replay} ticks={ticksUpTo(ticks, { position, label: time })} />
    </>
  );
}

interface RaceProps {
  readonly replay: WeekReplay;
  readonly ticks: ReturnType<typeof ticksUpTo>;
}

function Race({ replay: { players, own, watched, race }, ticks }: RaceProps) {
  if (watched.length === 0) return null;
  return (
    <LineChart
      title="The race for the week, place by place"
      labelName="At"
      better="low"
      format={ordinal}
      labels={ticks.map(({ label }) => label)}
      series={watched.map((n, i) => ({
        label: n === own ? 'You' : nameOf(n, players, watched),
        own: n === own,
        values: ticks.map(({ position }) => race.ranks[i]?.[position] || null),
      }))}
    />
  );
}

/** A name, made different where two who are watched have the same. */
function nameOf(n: number, players: WeekReplay['players'], watched: readonly number[]): string {
  const name = players[n]?.name ?? '';
  const same = watched.filter((other) => players[other]?.name === name);
  return same.length > 1 ? `${name} (${same.indexOf(n) + 1})` : name;
}
