import { plain, timeOfDay } from '@sunday-live/contract';
import { weekName } from '@sunday-live/scoring';
import { type CSSProperties, useEffect, useState } from 'react';
import { SEASON, WEEK } from '../../game/recorded-sunday.js';
import { type Frame, momentAt, sundayFrames } from '../../game/sunday.js';
import { scoreLine, teamName } from '../../game/words.js';
import { Badge } from '../../ui/badge.js';
import { useMedia } from '../../ui/hooks.js';
import { useZone } from '../../ui/zone.js';
import { climbs, type SofaRow, sofaTable } from './model/sofa.js';
import styles from './sunday-picture.module.css';

/**
 * A real Sunday with six invented players: the standings follow from the recorded scores by the game's own
 * rules.
 */
export function SundayPicture() {
  const { frame, before, running, progress, toggle } = useReplay();
  const moved = climbs(before, frame);
  const rows = sofaTable(frame.games);
  return (
    <figure className={styles.picture}>
      <div aria-hidden="true">
        <News frame={frame} />
        <div className={styles.table} style={{ '--rows': rows.length } as CSSProperties}>
          {rows
            .map((row, place) => ({ row, place }))
            .sort((a, b) => a.row.n - b.row.n)
            .map(({ row, place }) => (
              <Row key={row.n} row={row} place={place} climbed={moved.get(row.n) ?? 0} frame={frame} />
            ))}
        </div>
        <div className={styles.time}>
          <i style={{ width: `${progress * 100}%` }} />
        </div>
      </div>
      <figcaption className={styles.caption}>
        <span>
          {weekName('regular', WEEK)} of {SEASON}, scores as they happened; the players are invented.
        </span>
        <button type="button" className="button" onClick={toggle}>
          {running ? 'Pause' : 'Play'}
        </button>
      </figcaption>
    </figure>
  );
}

function News({ frame: { minute, news } }: { readonly frame: Frame }) {
  return (
    <p key={minute} className={styles.news}>
      <span className={styles.clock}>{timeOfDay(momentAt(minute), useZone())}</span>
      {news.team && <Badge team={news.team} />}
      <strong>{news.team ? `${news.words} ${teamName(news.team)}` : news.words}</strong>
      <span className={styles.score}>{scoreLine(news.game)}</span>
    </p>
  );
}

interface RowProps {
  readonly row: SofaRow;
  readonly place: number;
  readonly climbed: number;
  readonly frame: Frame;
}

function Row({ row, place, climbed, frame }: RowProps) {
  const game = frame.games.find(({ away }) => away === row.banker);
  const begun = game?.state === 'in' || game?.state === 'post';
  return (
    <div
      className={styles.row}
      style={{ transform: `translateY(${place * 100}%)` }}
      data-climbed={climbed > 0 ? 'up' : climbed < 0 ? 'down' : undefined}
    >
      <span className={styles.rank}>{row.rank}</span>
      <Badge team={row.team} />
      <span className={styles.name}>{row.name}</span>
      <span className={styles.banker}>
        ★ {row.banker} {begun && game ? `${game.awayScore}–${game.homeScore}` : ''}
      </span>
      <span className={styles.move}>{climbed > 0 ? `▲${climbed}` : climbed < 0 ? `▼${-climbed}` : ''}</span>
      <strong className={styles.points}>{row.points === null ? '–' : plain(row.points)}</strong>
    </div>
  );
}

const STEP_MS = 1400;
/** Number of steps that the final standings stay before the replay restarts. */
const REST = 5;

/** The recorded Sunday as it plays on the page. */
export interface Replay {
  readonly frame: Frame;
  readonly before: Frame | undefined;
  readonly running: boolean;
  /** The finished part, 0 to 1. */
  readonly progress: number;
  toggle(): void;
}

/**
 * Plays the recorded Sunday, score by score, in a loop. It starts paused for visitors who prefer reduced
 * motion.
 */
function useReplay(): Replay {
  const calm = useMedia('(prefers-reduced-motion: reduce)');
  const [frames] = useState(sundayFrames);
  const [step, setStep] = useState(() => Math.floor(frames.length / 3));
  const [chosen, setChosen] = useState<boolean | null>(null);
  const running = chosen ?? !calm;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setStep((now) => (now + 1) % (frames.length + REST)), STEP_MS);
    return () => clearInterval(timer);
  }, [running, frames.length]);
  const at = Math.min(step, frames.length - 1);
  const frame = frames[at];
  if (!frame) throw new Error('a Sunday without a moment');
  return {
    frame,
    before: step < frames.length ? frames[at - 1] : frame,
    running,
    progress: (at + 1) / frames.length,
    toggle: () => setChosen(!running),
  };
}
