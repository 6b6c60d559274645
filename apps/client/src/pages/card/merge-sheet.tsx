import { type Card, timeOfDay } from '@sunday-live/contract';
import type { CardPicks } from '@sunday-live/scoring';
import { type ReactNode, useState } from 'react';
import { deviceName } from '../../game/device-words.js';
import { teamName } from '../../game/words.js';
import { Badge } from '../../ui/badge.js';
import { Sheet } from '../../ui/sheet.js';
import styles from './merge-sheet.module.css';
import { type Choice, type Difference, merged } from './model/merge.js';

interface MergeSheetProps {
  readonly here: CardPicks;
  readonly there: Card;
  readonly differences: readonly Difference[];
  readonly timeZone: string;
  readonly onSave: (card: CardPicks) => void;
  readonly onClose: () => void;
}

/** Resolves two saves of one card: their differences, and a choice for each. */
export function MergeSheet({ here, there, differences, timeZone, onSave, onClose }: MergeSheetProps) {
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const all = (choice: Choice) => setChoices(new Map(differences.map(({ id }) => [id, choice])));
  const device = deviceName(there.saved?.device ?? null);
  const at = there.saved ? timeOfDay(there.saved.at, timeZone) : null;
  const from = device === null ? 'elsewhere' : `from ${device}`;
  return (
    <Sheet title="Your card has changed" label="Your card has changed" onClose={onClose}>
      <p className="quiet">
        Saved {from}
        {at && ` at ${at}`}, after you opened it here. Nothing is lost: choose for each difference.
      </p>
      <p className={styles.heads} aria-hidden="true">
        <span />
        <span>Here, not saved</span>
        <span>{[device ?? 'Saved', at].filter(Boolean).join(', ')}</span>
      </p>
      {differences.map((difference) => (
        <Row
          key={difference.id}
          difference={difference}
          choice={choices.get(difference.id) ?? difference.first}
          onChoose={(choice) => setChoices(new Map(choices).set(difference.id, choice))}
        />
      ))}
      <div className={styles.actions}>
        <button
          type="button"
          className={`button primary ${styles.save}`}
          onClick={() => onSave(merged(here, there, differences, choices))}
        >
          Save this card
        </button>
        <button type="button" className="button" onClick={() => all('here')}>
          All from here
        </button>
        <button type="button" className="button" onClick={() => all('there')}>
          All as saved
        </button>
      </div>
    </Sheet>
  );
}

interface RowProps {
  readonly difference: Difference;
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
}

function Row({ difference, choice, onChoose }: RowProps) {
  const title = rowTitle(difference);
  return (
    <div className={styles.row} role="radiogroup" aria-label={title}>
      <span className={styles.title}>{title}</span>
      {(['here', 'there'] as const).map((side) => (
        <label key={side} className={styles.choice}>
          <input
            type="radio"
            name={`merge-${difference.id}`}
            checked={choice === side}
            onChange={() => onChoose(side)}
          />
          <span className="unseen">{side === 'here' ? 'here: ' : 'saved: '}</span>
          {value(difference, side)}
        </label>
      ))}
    </div>
  );
}

function rowTitle(difference: Difference): string {
  if (difference.what === 'banker') return 'Banker';
  if (difference.what === 'joker') return 'Joker';
  return `${difference.game.away} at ${difference.game.home}`;
}

function value(difference: Difference, side: Choice): ReactNode {
  switch (difference.what) {
    case 'joker':
      return difference[side] ? 'on' : 'off';
    case 'banker': {
      const game = difference[side];
      return game === null ? 'none' : <Team team={game.away} star />;
    }
    case 'pick': {
      const pick = difference[side];
      return pick === null ? 'no pick' : <Team team={difference.game[pick]} />;
    }
  }
}

function Team({ team, star }: { readonly team: string; readonly star?: boolean }) {
  return (
    <>
      {star && <span aria-hidden="true">★</span>}
      <Badge team={team} />
      <span className="unseen">{teamName(team)}</span>
    </>
  );
}
