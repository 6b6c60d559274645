import type { Game, Side } from '@sunday-live/contract';
import { leader } from '@sunday-live/scoring';
import { statusWords } from '../../game/clock.js';
import { Badge } from '../../ui/badge.js';
import type { Page } from './model/screen.js';
import styles from './screen-page.module.css';

interface ScreenGamesProps {
  readonly page: Page<Game>;
  /** When each game last changed its score or state. */
  readonly changedAt: ReadonlyMap<string, number>;
  readonly now: number;
  readonly timeZone: string;
}

/** How long a changed game is highlighted. */
const FLASH_MS = 15_000;

/** A page of the games: those in progress first. */
export function ScreenGames({ page: { items, page, pages }, changedAt, now, timeZone }: ScreenGamesProps) {
  return (
    <section className={styles.panel} aria-label="Games">
      <h2 className={styles.heading}>
        Games
        {pages > 1 && (
          <span>
            {page + 1} of {pages}
          </span>
        )}
      </h2>
      <ul className={styles.games}>
        {items.map((game) => (
          <li
            key={game.id}
            data-state={game.state}
            data-just={now - (changedAt.get(game.id) ?? Number.NEGATIVE_INFINITY) < FLASH_MS || undefined}
          >
            <Team game={game} side="away" />
            <Team game={game} side="home" />
            <span className={styles.status}>{statusWords(game, timeZone)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Team({ game, side }: { readonly game: Game; readonly side: Side }) {
  const begun = game.state === 'in' || game.state === 'post';
  const ball = game.state === 'in' && game.possession === side;
  return (
    <span className={styles.team} data-leads={leader(game) === side || undefined}>
      <Badge team={game[side]} size="fluid" />
      <span className="unseen">{game[side]}</span>
      <i className={styles.ball} data-ball={ball || undefined} aria-hidden="true" />
      <b>{begun ? game[`${side}Score`] : '–'}</b>
    </span>
  );
}
