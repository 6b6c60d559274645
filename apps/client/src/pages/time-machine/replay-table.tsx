import { type Game, place, plain, type Row, type Side, type StandingsRow } from '@sunday-live/contract';
import { leader } from '@sunday-live/scoring';
import { statusWords } from '../../game/clock.js';
import { teamName } from '../../game/words.js';
import { Badge } from '../../ui/badge.js';
import styles from './time-machine.module.css';

interface ReplayTableProps {
  readonly rows: readonly Row[];
  readonly shared: ReadonlySet<number>;
  readonly players: readonly StandingsRow[];
  readonly own: number;
  /** Ids of the rivals whose lines the race shows. */
  readonly pins: readonly string[];
  readonly onPin: (id: string) => void;
}

/** The week's standings at a moment; a star makes a player a rival, here and on the live page. */
export function ReplayTable({ rows, shared, players, own, pins, onPin }: ReplayTableProps) {
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">Place</span>
                <span aria-hidden="true">#</span>
              </th>
              <th scope="col">Player</th>
              <th scope="col">Points</th>
              <th scope="col">
                <span className="unseen">Rival</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([n, rank, points], i) => {
              const player = players[n];
              const before = rows[i - 1];
              return (
                <tr
                  key={player?.id}
                  data-own={n === own || undefined}
                  data-gap={(before !== undefined && rank > before[1] && rank > i + 1) || undefined}
                >
                  <td>{place(rank, shared.has(rank))}</td>
                  <th scope="row">
                    <span className={styles.who}>
                      <Badge team={player?.team ?? null} />
                      <span className="whole-name">{player?.name}</span>
                      {n === own && <b className="you">You</b>}
                    </span>
                  </th>
                  <td>{plain(points)}</td>
                  <td>
                    {player && n !== own && (
                      <Star
                        name={player.name}
                        pinned={pins.includes(player.id)}
                        onPin={() => onPin(player.id)}
                      />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {rows.length < players.length && (
        <p className={styles.count}>
          {rows.length} of {players.length} players: the first ones{own >= 0 && ', and those around you'}.
        </p>
      )}
    </>
  );
}

interface StarProps {
  readonly name: string;
  readonly pinned: boolean;
  readonly onPin: () => void;
}

function Star({ name, pinned, onPin }: StarProps) {
  return (
    <button
      type="button"
      className={styles.star}
      aria-pressed={pinned}
      aria-label={`${name} is a rival`}
      title={pinned ? 'Remove the line from the race' : 'Show the line in the race'}
      onClick={onPin}
    >
      <span aria-hidden="true">{pinned ? '★' : '☆'}</span>
    </button>
  );
}

interface ReplayGamesProps {
  readonly games: readonly Game[];
  /** The game of the current event. */
  readonly just: string | undefined;
  readonly timeZone: string;
}

/** The games at a moment. */
export function ReplayGames({ games, just, timeZone }: ReplayGamesProps) {
  return (
    <ul className={styles.games}>
      {games.map((game) => (
        <li key={game.id} data-state={game.state} data-just={game.id === just || undefined}>
          <span className={styles.status}>{statusWords(game, timeZone)}</span>
          <Team game={game} side="away" />
          <Team game={game} side="home" />
        </li>
      ))}
    </ul>
  );
}

function Team({ game, side }: { readonly game: Game; readonly side: Side }) {
  const begun = game.state === 'in' || game.state === 'post';
  return (
    <span className={styles.team} data-leads={leader(game) === side || undefined}>
      <Badge team={game[side]} />
      <span className={styles.teamName}>{teamName(game[side])}</span>
      <b className={styles.teamScore}>{begun ? game[`${side}Score`] : '–'}</b>
    </span>
  );
}
