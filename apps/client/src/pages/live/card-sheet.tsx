import { type Game, plain, type RulesName, signed } from '@sunday-live/contract';
import { RULES, scoreCard } from '@sunday-live/scoring';
import { Link } from 'wouter';
import { bankerState } from '../../game/banker.js';
import { statusWords } from '../../game/clock.js';
import { Banker, JokerMark } from '../../game/marks.js';
import { teamName } from '../../game/words.js';
import type { CountedCard } from '../../http/queries.js';
import { rankLabel, type TableRow } from '../../live/table-rows.js';
import { Badge } from '../../ui/badge.js';
import { Sheet } from '../../ui/sheet.js';
import styles from './card-sheet.module.css';

interface CardSheetProps {
  readonly row: TableRow;
  readonly card: CountedCard | undefined;
  readonly games: ReadonlyMap<string, Game>;
  readonly rules: RulesName;
  /** Large leagues do not send the other players' cards. */
  readonly large: boolean;
  readonly timeZone: string;
  readonly onPin: () => void;
  readonly onClose: () => void;
}

/** A player's card of the week, with the current worth of each pick. */
export default function CardSheet({
  row,
  card,
  games,
  rules,
  large,
  timeZone,
  onPin,
  onClose,
}: CardSheetProps) {
  return (
    <Sheet
      title={
        <>
          <Badge team={row.team} size="large" />
          <span className={styles.name}>{row.name}</span>
        </>
      }
      label={`Card of ${row.name}`}
      onClose={onClose}
    >
      <div className={styles.top}>
        <p className={styles.place}>
          <strong>{row.points === null ? '–' : rankLabel(row)}</strong>{' '}
          {row.points === null ? 'not started' : `with ${plain(row.points)} points`}
        </p>
        {!row.own && (
          <button type="button" className="button" aria-pressed={row.pinned} onClick={onPin}>
            {row.pinned ? 'Unpin rival' : 'Pin rival'}
          </button>
        )}
      </div>
      {card && Object.keys(card.picks).length > 0 ? (
        <Picked {...{ card, games, rules, timeZone }} own={row.own} />
      ) : (
        <p className={styles.none}>{noCardWords(row.own, large)}</p>
      )}
      {card?.corrected && (
        <p className={styles.none}>
          An admin corrected this card after the lock: see the{' '}
          <Link href="/receipts" replace>
            receipts
          </Link>
          .
        </p>
      )}
    </Sheet>
  );
}

function noCardWords(own: boolean, large: boolean): string {
  if (own) return 'You have no card for this week.';
  return large
    ? 'In a league this large only your own card is shown here.'
    : 'No picks are visible yet. Each appears when its game locks.';
}

interface PickedProps {
  readonly card: CountedCard;
  readonly games: ReadonlyMap<string, Game>;
  readonly rules: RulesName;
  readonly timeZone: string;
  readonly own: boolean;
}

function Picked({ card, games, rules, timeZone, own }: PickedProps) {
  const score = scoreCard(card, games, RULES[rules], card.jokerCounts);
  const picks = Object.entries(card.picks)
    .flatMap(([id, side]) => {
      const game = games.get(id);
      return game ? [{ game, side }] : [];
    })
    .sort((a, b) => a.game.kickoff.localeCompare(b.game.kickoff) || a.game.id.localeCompare(b.game.id));
  const hidden = !own && picks.length < games.size;
  return (
    <>
      <table className={styles.picks}>
        <caption className="unseen">Picks and what they are worth now</caption>
        <thead>
          <tr>
            <th scope="col">Pick</th>
            <th scope="col">Game</th>
            <th scope="col">Worth now</th>
          </tr>
        </thead>
        <tbody>
          {picks.map(({ game, side }) => {
            const worth = score.byGame.get(game.id);
            const banker = RULES[rules].banker !== null && card.banker === game.id;
            return (
              <tr key={game.id} data-pick-of={game.id}>
                <th scope="row">
                  <span className={styles.pick}>
                    <Badge team={game[side]} />
                    <span className={styles.team}>{teamName(game[side])}</span>
                  </span>
                </th>
                <td className={styles.game}>
                  {gameLine(game, timeZone)}
                  {banker && (
                    <span className={styles.marks}>
                      <Banker team={game[side]} state={bankerState(game, side)} />
                      {card.joker && <JokerMark />}
                    </span>
                  )}
                </td>
                <td className={styles.worth} data-tone={tone(worth?.points)}>
                  {worth === undefined ? '–' : signed(worth.points)}
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              Week so far
            </th>
            <td className={styles.worth}>{score.counted === 0 ? '–' : plain(score.points)}</td>
          </tr>
        </tfoot>
      </table>
      {hidden && <p className={styles.none}>The other picks appear when their games lock.</p>}
    </>
  );
}

function gameLine(game: Game, timeZone: string): string {
  const started = game.state === 'in' || game.state === 'post';
  const teams = started
    ? `${game.away} ${game.awayScore} – ${game.homeScore} ${game.home}`
    : `${game.away} at ${game.home}`;
  return `${teams} · ${statusWords(game, timeZone)}`;
}

function tone(points: number | undefined): 'gain' | 'loss' | undefined {
  if (points === undefined || points === 0) return undefined;
  return points > 0 ? 'gain' : 'loss';
}
