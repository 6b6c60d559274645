import type { AdminGame, Game } from '@sunday-live/contract';
import { useState } from 'react';
import { CLOCK, Field, SelectField } from '../../ui/form.js';
import { Segmented } from '../../ui/segmented.js';
import styles from './admin-page.module.css';
import { ReasonForm } from './reason-form.js';
import { STATE_WORDS, SUSPENDED } from './words.js';

/** What the form enters; absent fields stay as they are. */
export type GameValues = Partial<
  Pick<Game, 'awayScore' | 'homeScore' | 'state' | 'period' | 'clock' | 'kickoff' | 'week'>
> & { readonly suspended?: true };

const STATES = [
  ...(['pre', 'in', 'post', 'off'] as const).map((value) => ({
    value,
    label: capitalised(STATE_WORDS[value]),
    change: { state: value },
  })),
  { value: 'suspended', label: 'Suspended, nobody knows yet', change: { state: 'in', suspended: true } },
] as const;
const PERIODS = ['1', '2', '3', '4', '5'].map((value) => ({
  value,
  label: value === '5' ? 'OT' : value,
}));

interface GameFormProps {
  readonly entry: AdminGame;
  /** The reason of the change before. */
  readonly why: string;
  readonly onSave: (id: string, values: GameValues, why: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Enters a game by hand: score and state at first, the rest below. Only what was changed is sent. */
export function GameForm({ entry: { game, source }, why, onSave, onClose }: GameFormProps) {
  const [draft, setDraft] = useState<GameValues>({});
  const name = `${game.away} at ${game.home}`;
  const value = { ...game, ...draft };
  const wasSuspended = draft.state === undefined && game.state === 'in' && game.detail === SUSPENDED;
  const state = wasSuspended || draft.suspended ? 'suspended' : value.state;
  return (
    <ReasonForm
      title={name}
      label={`Enter ${name}`}
      action={source === 'feed' ? 'Take over' : 'Save'}
      why={why}
      onClose={onClose}
      onSave={(reason) => onSave(game.id, draft, reason)}
    >
      {source === 'feed' && (
        <p>
          You take the game over from the feed: everybody sees your values and “By hand”, until you give it
          back.
        </p>
      )}
      <div className={styles.row}>
        {(['away', 'home'] as const).map((side) => (
          <Field
            key={side}
            label={`Points of ${game[side]}`}
            type="number"
            inputMode="numeric"
            min={0}
            max={199}
            value={String(side === 'away' ? value.awayScore : value.homeScore)}
            onChange={({ target }) =>
              setDraft({
                ...draft,
                [side === 'away' ? 'awayScore' : 'homeScore']: Number(target.value),
              })
            }
          />
        ))}
      </div>
      <SelectField
        label="State"
        value={state}
        onChange={({ target }) => {
          const { state: _, suspended: __, ...others } = draft;
          const chosen = STATES.find((each) => each.value === target.value);
          setDraft({ ...others, ...chosen?.change });
        }}
      >
        {STATES.map((each) => (
          <option key={each.value} value={each.value}>
            {each.label}
          </option>
        ))}
      </SelectField>
      {state === 'in' && (
        <div className={styles.row}>
          <Segmented
            label="Quarter"
            options={PERIODS}
            value={String(Math.min(5, Math.max(1, value.period)))}
            onChange={(period) => setDraft({ ...draft, period: Number(period) })}
          />
          <Field
            label="Clock"
            required={false}
            {...CLOCK}
            placeholder="9:05"
            value={value.clock}
            onChange={({ target }) => setDraft({ ...draft, clock: target.value })}
          />
        </div>
      )}
      <details>
        <summary>Kickoff, week</summary>
        <div className={styles.row}>
          <Field
            label="New kickoff"
            required={false}
            type="datetime-local"
            onChange={({ target }) => {
              const { kickoff: _, ...others } = draft;
              // emptied: the kickoff stays as it is
              if (target.value === '') setDraft(others);
              else setDraft({ ...others, kickoff: new Date(target.value).toISOString() });
            }}
          />
          <Field
            label="Week"
            required={false}
            type="number"
            min={1}
            max={30}
            value={String(value.week)}
            onChange={({ target }) => setDraft({ ...draft, week: Number(target.value) })}
          />
        </div>
      </details>
    </ReasonForm>
  );
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
