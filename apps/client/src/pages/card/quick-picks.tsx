import type { Game } from '@sunday-live/contract';
import type { CardPicks } from '@sunday-live/scoring';
import { useState } from 'react';
import { cleared, sameCard, withAll } from '../../game/card-draft.js';
import { favourite, lineOf } from './model/odds.js';
import styles from './quick-picks.module.css';
import type { PickHelp } from './use-season-use.js';

interface QuickPicksProps {
  readonly card: CardPicks;
  readonly games: readonly Game[];
  readonly locked: ReadonlySet<string>;
  readonly facts: PickHelp['facts'];
  readonly onChange: (card: CardPicks) => void;
}

/** Common starting points: all home teams, all road teams, the favourites, or an empty card. */
export function QuickPicks({ card, games, locked, facts, onChange }: QuickPicksProps) {
  const [last, setLast] = useState<{ readonly before: CardPicks; readonly after: CardPicks } | null>(null);
  const lines = new Map(games.map((game) => [game.id, lineOf(game, facts.get(game.id))]));
  const favoured = (game: Game) => {
    const line = lines.get(game.id);
    return line ? favourite(line) : null;
  };
  const put = (after: CardPicks) => {
    if (sameCard(card, after)) return;
    setLast({ before: card, after });
    onChange(after);
  };
  return (
    <fieldset className={styles.quick}>
      <legend className="unseen">Quick picks</legend>
      <button
        type="button"
        className={styles.button}
        onClick={() => put(withAll(card, games, locked, () => 'home'))}
      >
        All home
      </button>
      <button
        type="button"
        className={styles.button}
        onClick={() => put(withAll(card, games, locked, () => 'away'))}
      >
        All road
      </button>
      {games.some((game) => favoured(game) !== null) && (
        <button
          type="button"
          className={styles.button}
          onClick={() => put(withAll(card, games, locked, favoured))}
        >
          Favourites
        </button>
      )}
      <button type="button" className={styles.button} onClick={() => put(cleared(card, locked))}>
        Clear
      </button>
      {last && sameCard(card, last.after) && (
        <button type="button" className={styles.undo} onClick={() => onChange(last.before)}>
          Restore my picks
        </button>
      )}
    </fieldset>
  );
}
