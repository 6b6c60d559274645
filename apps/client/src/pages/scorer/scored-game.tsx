import { type Game, type ScorerGame, teamOf } from '@sunday-live/contract';
import type { HandScore, ScoreKind } from '@sunday-live/scoring';
import { type CSSProperties, useRef, useState } from 'react';
import { Link } from 'wouter';
import { elapsed } from '../../game/clock.js';
import { HttpError } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { Badge } from '../../ui/badge.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import { When } from '../../ui/zone.js';
import { nextWords, playWords, tapsWait, teamName, timeWords } from './model/play-words.js';
import { type ShownPlay, shownGame } from './model/shown-game.js';
import type { SenderState } from './model/tap-sender.js';
import { NoScorer } from './no-scorer.js';
import styles from './scorer-page.module.css';
import { SetSheet } from './set-sheet.js';
import { type Scorer, type Tap, useScorer } from './use-scorer.js';

/** A second tap within this time is a slip of the finger (ms). */
const SLIP_MS = 300;

interface ScoredGameProps {
  readonly player: string;
  readonly id: string;
}

/** One game with big buttons. */
export function ScoredGame({ player, id }: ScoredGameProps) {
  const scorer = useScorer(player, id);
  const { data, error, refetch } = scorer.query;
  useTitle('Score a game');
  if (error instanceof HttpError && error.status === 403) return <NoScorer />;
  if (error instanceof HttpError && error.status === 404)
    return (
      <PageMessage title="No such game" action={{ label: 'All games', href: '/score' }}>
        There is no game at this address.
      </PageMessage>
    );
  if (data === undefined)
    return error === null ? (
      <PageMessage title="One moment…" busy />
    ) : (
      <PageMessage title="The game did not load" action={{ label: 'Try again', run: () => void refetch() }}>
        The server did not answer. Taps that wait are kept on this phone.
      </PageMessage>
    );
  return <Board scorer={scorer} data={data} />;
}

interface BoardProps {
  readonly scorer: Scorer;
  readonly data: ScorerGame;
}

function Board({ scorer, data }: BoardProps) {
  const { waiting, sending } = scorer;
  const { game, holder, feed } = data;
  const { score, plays } = shownGame(data, waiting);
  const [setting, setSetting] = useState(false);
  const [said, setSaid] = useState('');
  const lastTap = useRef(Number.NEGATIVE_INFINITY);
  const tap = (made: Tap, words: string) => {
    const now = elapsed();
    if (now - lastTap.current < SLIP_MS) return;
    lastTap.current = now;
    scorer.tap(made);
    setSaid(words);
  };
  const mine = holder?.here === true;
  const last = plays.at(-1);
  const next = nextWords(score);
  return (
    <div className={styles.scorer}>
      <header className={styles.head}>
        <Link className={styles.back} href="/score" aria-label="All games">
          ‹
        </Link>
        <h1 className={styles.title}>
          {teamName(game.away)} at {teamName(game.home)}
          <small>{heldWords(data)}</small>
        </h1>
        {mine && (
          <button type="button" className="button" onClick={() => setSetting(true)}>
            Set score
          </button>
        )}
      </header>
      <Connection sending={sending} waiting={waiting.length} mine={mine} onDrop={scorer.drop} />
      <section className={styles.board} aria-label="Score">
        <Team abbr={game.away} points={score.awayScore} />
        <div className={styles.time}>
          {game.byHand && <span className={styles.hand}>by hand</span>}
          <b>{timeWords(score)}</b>
          {feed !== null && game.byHand && (
            <span className="quiet">
              feed, <When at={feed.at} />: {feed.awayScore}–{feed.homeScore}
            </span>
          )}
        </div>
        <Team abbr={game.home} points={score.homeScore} />
      </section>
      {/* each tap with the score after it, for who cannot see the board */}
      <p className="unseen" role="status">
        {said === '' ? '' : `${said}. ${game.away} ${score.awayScore}, ${game.home} ${score.homeScore}`}
      </p>
      {mine ? (
        <>
          <div className={styles.pads}>
            {(['away', 'home'] as const).map((side) => (
              <Pad
                key={side}
                team={game[side]}
                onTap={(kind) => tap({ kind, side }, playWords({ kind, side }, game))}
              />
            ))}
          </div>
          <div className={styles.foot}>
            <div className={styles.parts}>
              <button
                type="button"
                className="button"
                disabled={next === null}
                onClick={() => tap({ kind: 'next' }, next ?? '')}
              >
                {next ?? timeWords(score)}
              </button>
              <button
                type="button"
                className={`button ${styles.final}`}
                disabled={score.state === 'post' || score.state === 'off'}
                onClick={() => tap({ kind: 'final' }, 'Final')}
              >
                Final
              </button>
            </div>
            <UndoButton
              last={last}
              game={game}
              score={score}
              onUndo={(play) => tap({ kind: 'undo', play: play.key }, `Undone: ${playWords(play, game)}`)}
            />
          </div>
        </>
      ) : (
        <TakeOver scorer={scorer} data={data} waiting={waiting.length} />
      )}
      {setting && (
        <SetSheet
          game={game}
          score={score}
          onSet={(made) => tap(made, 'Score set')}
          onClose={() => setSetting(false)}
        />
      )}
    </div>
  );
}

function heldWords({ game, holder }: ScorerGame): string {
  if (game.byHand === undefined) return 'The feed enters this game';
  if (holder === null) return 'By hand; nobody scores it now';
  if (holder.here) return 'You score this game';
  return holder.you ? 'You score it on another device' : `${holder.name} scores this game`;
}

interface ConnectionProps {
  readonly sending: SenderState;
  readonly waiting: number;
  readonly mine: boolean;
  readonly onDrop: () => void;
}

/** Says whether everybody sees the taps. */
function Connection({ sending, waiting, mine, onDrop }: ConnectionProps) {
  if (typeof sending === 'object')
    return (
      <div className={styles.link} data-state="refused">
        <p role="alert">
          {sending.refused} {tapsWait(waiting)}
        </p>
        <button type="button" className="button" onClick={onDrop}>
          Drop what waits
        </button>
      </div>
    );
  const words =
    sending === 'waiting'
      ? `No connection. ${tapsWait(waiting)}, and will be sent.`
      : mine
        ? 'Everybody sees each tap'
        : 'Everybody sees this score';
  return (
    <p className={styles.link} data-state={sending} data-waiting={waiting} role="status">
      {words}
    </p>
  );
}

function Team({ abbr, points }: { readonly abbr: string; readonly points: number }) {
  return (
    <div className={styles.team}>
      <span className={styles.points} data-points={abbr}>
        {points}
      </span>
      <span className={styles.name}>
        <Badge team={abbr} />
        <b>{teamName(abbr)}</b>
      </span>
    </div>
  );
}

const BUTTONS: readonly { readonly kind: ScoreKind; readonly label: string; readonly points: number }[] = [
  { kind: 'touchdown', label: 'Touchdown', points: 6 },
  { kind: 'field-goal', label: 'Field goal', points: 3 },
  { kind: 'extra-point', label: 'Extra point', points: 1 },
  { kind: 'two-point', label: 'Two-point', points: 2 },
  { kind: 'safety', label: 'Safety', points: 2 },
];

interface PadProps {
  readonly team: string;
  readonly onTap: (kind: ScoreKind) => void;
}

/** The scores of one team, below its points: the largest is the most frequent. */
function Pad({ team, onTap }: PadProps) {
  const colour = { '--team': teamOf(team)?.primary ?? 'var(--edge)' } as CSSProperties;
  return (
    <section className={styles.pad} style={colour} aria-label={teamName(team)}>
      {BUTTONS.map(({ kind, label, points }) => (
        <button key={kind} type="button" className={styles.play} data-kind={kind} onClick={() => onTap(kind)}>
          <span>{label}</span>
          <b>+{points}</b>
        </button>
      ))}
    </section>
  );
}

interface UndoButtonProps {
  readonly last: ShownPlay | undefined;
  readonly game: Game;
  readonly score: HandScore;
  readonly onUndo: (play: ShownPlay) => void;
}

/** Takes back the last play, without a question; it names the play and what the score becomes. */
function UndoButton({ last, game, score, onUndo }: UndoButtonProps) {
  if (last === undefined)
    return (
      <button type="button" className={styles.undo} disabled>
        Nothing to undo
      </button>
    );
  const { before, after } = last;
  const away = score.awayScore - (after.awayScore - before.awayScore);
  const home = score.homeScore - (after.homeScore - before.homeScore);
  const scored = away !== score.awayScore || home !== score.homeScore;
  return (
    <button type="button" className={styles.undo} onClick={() => onUndo(last)}>
      Undo: {playWords(last, game)}
      <small>
        {last.at === null ? 'waiting' : <When at={last.at} />}
        {scored && ` · ${score.awayScore}–${score.homeScore} becomes ${away}–${home}`}
      </small>
    </button>
  );
}

interface TakeOverProps {
  readonly scorer: Scorer;
  readonly data: ScorerGame;
  readonly waiting: number;
}

function TakeOver({ scorer, data: { holder, game }, waiting }: TakeOverProps) {
  const { busy, problem, run } = useAction();
  const take = () => run(scorer.hold);
  const dropped = waiting === 0 ? '' : ` ${tapsWait(waiting)} on this phone: dropped then.`;
  return (
    <section className={styles.take}>
      {holder === null ? (
        <>
          <p>
            {game.byHand === undefined
              ? 'Score it yourself: everybody sees your score, and the feed changes nothing until an admin gives the game back.'
              : 'Nobody scores this game now.'}
          </p>
          <button type="button" className="button primary" disabled={busy} onClick={take}>
            Score this game
          </button>
        </>
      ) : (
        <>
          <p>
            <strong>
              {holder.you ? 'You score this game on another device.' : `${holder.name} scores this game.`}
            </strong>{' '}
            Two who score one game would count everything twice.
          </p>
          <ConfirmButton
            label="Take over"
            question={`${holder.you ? 'Your other device' : holder.name} can enter nothing more then.${dropped}`}
            busy={busy}
            onConfirm={take}
          />
        </>
      )}
      {problem !== null && <p role="alert">{problem}</p>}
    </section>
  );
}
