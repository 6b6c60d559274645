import type { Game, Side } from '@sunday-live/contract';
import { leader } from '@sunday-live/scoring';
import { statusWords } from '../../game/clock.js';
import { teamName } from '../../game/words.js';
import { Badge } from '../../ui/badge.js';
import styles from './time-machine.module.css';

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
