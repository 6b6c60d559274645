import { type Game, type Side, timeOfDay } from '@sunday-live/contract';
import { leader } from '@sunday-live/scoring';
import { memo } from 'react';
import { statusWords } from '../../game/clock.js';
import { JokerMark } from '../../game/marks.js';
import { causeWords, teamName } from '../../game/words.js';
import type { LiveEvent } from '../../live/changes.js';
import { Badge } from '../../ui/badge.js';
import styles from './games.module.css';
import type { Split } from './use-cards.js';

interface GameCardProps {
  readonly game: Game;
  readonly pick: Side | undefined;
  readonly banker: boolean;
  readonly joker: boolean;
  readonly split: Split | undefined;
  readonly last: LiveEvent | undefined;
  /** When its score or state last changed on the page. */
  readonly changedAt: number | undefined;
  readonly timeZone: string;
}

/** One game: score, clock, the viewer's pick and the split of the league's picks. */
export const GameCard = memo(function GameCard(props: GameCardProps) {
  const { game, pick, banker, joker, split, last, changedAt, timeZone } = props;
  const outcome = outcomeOf(game, pick);
  return (
    <li
      className={styles.game}
      data-game={game.id}
      data-state={game.state}
      data-pick={pick}
      data-outcome={outcome}
      aria-label={`${teamName(game.away)} at ${teamName(game.home)}`}
    >
      {changedAt !== undefined && <span key={changedAt} className={styles.flash} aria-hidden="true" />}
      <p className={styles.status}>
        <span data-status="">{statusWords(game, timeZone)}</span>
        {game.redZone && game.state === 'in' && <span className={styles.redZone}>Red zone</span>}
        {game.byHand !== undefined && <ByHand {...game.byHand} timeZone={timeZone} />}
      </p>
      <Team game={game} side="away" pick={pick} outcome={outcome} banker={banker} joker={joker} />
      <Team game={game} side="home" pick={pick} outcome={outcome} banker={banker} joker={joker} />
      {last && game.state === 'in' && <p className={styles.last}>{causeWords(last.cause)}</p>}
      {split && split.away + split.home > 0 && <SplitBar game={game} split={split} />}
    </li>
  );
});

/** Says that an admin enters this game, because the feed is away or wrong. */
function ByHand({ since, by, timeZone }: NonNullable<Game['byHand']> & { readonly timeZone: string }) {
  const name = by === null ? '' : ` by ${by}`;
  return (
    <span className={styles.byHand}>
      Entered by hand{name} since {timeOfDay(since, timeZone)}
    </span>
  );
}

type Outcome = 'right' | 'wrong' | 'level' | 'open' | 'void' | undefined;

function outcomeOf(game: Game, pick: Side | undefined): Outcome {
  if (!pick) return undefined;
  if (game.state === 'off') return 'void';
  const leads = leader(game);
  if (leads === null) return 'open';
  if (leads === 'tie') return 'level';
  return leads === pick ? 'right' : 'wrong';
}

interface TeamProps {
  readonly game: Game;
  readonly side: Side;
  readonly pick: Side | undefined;
  readonly outcome: Outcome;
  readonly banker: boolean;
  readonly joker: boolean;
}

function Team({ game, side, pick, outcome, banker, joker }: TeamProps) {
  const abbr = game[side];
  const score = side === 'away' ? game.awayScore : game.homeScore;
  const started = game.state === 'in' || game.state === 'post';
  const leads = leader(game) === side;
  return (
    <p className={styles.team} data-leads={leads || undefined}>
      <Badge team={abbr} />
      <span className={styles.teamName}>
        {teamName(abbr)}
        {game.state === 'in' && game.possession === side && (
          <span className={styles.ball} title="Has the ball">
            <span className="unseen">has the ball</span>
          </span>
        )}
      </span>
      {pick === side && (
        <PickMark outcome={outcome} over={game.state === 'post'} banker={banker} joker={joker} />
      )}
      <span className={styles.score} data-score={side}>
        {started ? score : '–'}
      </span>
    </p>
  );
}

interface PickMarkProps {
  readonly outcome: Outcome;
  readonly over: boolean;
  readonly banker: boolean;
  readonly joker: boolean;
}

function PickMark({ outcome, over, banker, joker }: PickMarkProps) {
  const [sign, words] = pickWords(outcome, over);
  return (
    <span className={styles.pick} data-outcome={outcome}>
      {joker && <JokerMark />}
      <span className={styles.pickSign} aria-hidden="true">
        {sign}
      </span>
      <span className={styles.pickWord}>{banker ? 'Banker' : 'Pick'}</span>
      {banker && (
        <span className={styles.pickLetter} aria-hidden="true">
          B
        </span>
      )}
      <span className="unseen">, {words}</span>
    </span>
  );
}

function pickWords(outcome: Outcome, over: boolean): [string, string] {
  if (outcome === 'right') return ['✓', over ? 'right' : 'right now'];
  if (outcome === 'wrong') return ['✕', over ? 'wrong' : 'wrong now'];
  if (outcome === 'level') return ['=', over ? 'tied, no points' : 'level now'];
  return outcome === 'void' ? ['∅', 'void'] : ['○', 'not begun'];
}

function SplitBar({ game, split }: { readonly game: Game; readonly split: Split }) {
  const share = (split.away / (split.away + split.home)) * 100;
  return (
    <p className={styles.split}>
      <span>
        {split.away} <span className="unseen">of the league on</span> {game.away}
      </span>
      <span className={styles.splitBar} aria-hidden="true">
        <i style={{ width: `${share}%` }} />
      </span>
      <span>
        {split.home} <span className="unseen">on</span> {game.home}
      </span>
    </p>
  );
}
