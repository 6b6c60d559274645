import { type Game, type LeagueSummary, plain, signed } from '@sunday-live/contract';
import { RULES } from '@sunday-live/scoring';
import { bankerState } from '../../game/banker.js';
import { statusWords } from '../../game/clock.js';
import { Banker, JokerMark } from '../../game/marks.js';
import { teamName } from '../../game/words.js';
import { Badge } from '../../ui/badge.js';
import { ColumnHead, TABLE_ROLES } from '../../ui/column-head.js';
import type { ScoredCard } from './model/compare.js';
import styles from './results-page.module.css';

interface CardListProps {
  readonly scored: ScoredCard;
  readonly games: readonly Game[];
  readonly league: LeagueSummary;
  readonly timeZone: string;
  /** Another player's card: missing picks are not locked yet, or were never made. */
  readonly others?: boolean;
}

/** A card game by game: the score, the pick, right or wrong, and its points, with the total. */
export function CardList({
  scored: { card, score },
  games,
  league,
  timeZone,
  others = false,
}: CardListProps) {
  const marked = RULES[league.rules].banker !== null;
  return (
    <table className={styles.card} {...TABLE_ROLES.table}>
      <caption className="unseen">Picks game by game</caption>
      <thead {...TABLE_ROLES.group}>
        <tr {...TABLE_ROLES.row}>
          <ColumnHead>Pick</ColumnHead>
          <ColumnHead>Game</ColumnHead>
          <ColumnHead>Points</ColumnHead>
        </tr>
      </thead>
      <tbody {...TABLE_ROLES.group}>
        {games.map((game) => {
          const side = card.picks[game.id];
          const worth = score.byGame.get(game.id);
          const banker = marked && card.banker === game.id;
          return (
            <tr key={game.id} data-pick-of={game.id} {...TABLE_ROLES.row}>
              <th scope="row" {...TABLE_ROLES.header}>
                {side === undefined ? (
                  <span className={styles.quiet}>
                    {others && game.state === 'pre' ? 'Not locked' : 'No pick'}
                  </span>
                ) : (
                  <span className={styles.pick}>
                    <Badge team={game[side]} />
                    <span>{teamName(game[side])}</span>
                    {worth && (
                      <Outcome
                        right={worth.right}
                        tie={game.awayScore === game.homeScore}
                        over={game.state === 'post'}
                      />
                    )}
                  </span>
                )}
              </th>
              <td className={styles.game} {...TABLE_ROLES.cell}>
                <GameLine game={game} timeZone={timeZone} />
                {banker && (
                  <span className={styles.marks}>
                    <Banker team={game[side ?? 'away']} state={bankerState(game, side)} />
                    {card.joker && <JokerMark />}
                  </span>
                )}
              </td>
              <td className={styles.worth} data-tone={tone(worth?.points)} {...TABLE_ROLES.cell}>
                {worth === undefined ? '–' : signed(worth.points)}
              </td>
            </tr>
          );
        })}
      </tbody>
      <tfoot {...TABLE_ROLES.group}>
        <tr {...TABLE_ROLES.row}>
          <th scope="row" colSpan={2} {...TABLE_ROLES.header}>
            {score.counted === 0 ? 'Nothing has counted yet' : `${score.right} right of ${score.counted}`}
          </th>
          <td className={styles.worth} {...TABLE_ROLES.cell}>
            {score.counted === 0 ? '–' : plain(score.points)}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** The teams with the score, and the state of the game. */
export function GameLine({ game, timeZone }: { readonly game: Game; readonly timeZone: string }) {
  const started = game.state === 'in' || game.state === 'post';
  return (
    <>
      <span className={styles.score}>
        {started
          ? `${game.away} ${game.awayScore} – ${game.homeScore} ${game.home}`
          : `${game.away} at ${game.home}`}
      </span>{' '}
      <span>{statusWords(game, timeZone)}</span>
    </>
  );
}

/** Whether a pick is right or wrong, or would be now. */
function Outcome({
  right,
  tie,
  over,
}: {
  readonly right: boolean;
  readonly tie: boolean;
  readonly over: boolean;
}) {
  const words = tie ? (over ? 'tie' : 'level now') : `${right ? 'right' : 'wrong'}${over ? '' : ' now'}`;
  return (
    <span
      className={styles.outcome}
      data-outcome={tie ? 'tie' : right ? 'right' : 'wrong'}
      role="img"
      aria-label={words}
      title={words}
    >
      {tie ? '=' : right ? '✓' : '✕'}
    </span>
  );
}

/** Returns gain or loss, for the colour beside the sign. */
export function tone(points: number | undefined): 'gain' | 'loss' | undefined {
  if (points === undefined || points === 0) return undefined;
  return points > 0 ? 'gain' : 'loss';
}
