import { TEAMS } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { type FormEvent, useState } from 'react';
import { useAction } from '../../http/use-action.js';
import type { WeekKey } from '../../http/week.js';
import { Field, SelectField } from '../../ui/form.js';
import { Sheet } from '../../ui/sheet.js';
import styles from './admin-page.module.css';

/** What the form enters. */
export interface AddedValues {
  readonly away: string;
  readonly home: string;
  /** ISO 8601 */
  readonly kickoff: string;
}

interface NewGameFormProps {
  readonly week: WeekKey;
  /** The reason of the change before. */
  readonly why: string;
  readonly onSave: (game: AddedValues, why: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Adds a game that no feed has. */
export function NewGameForm({ week, why: usual, onSave, onClose }: NewGameFormProps) {
  const [teams, setTeams] = useState({ away: '', home: '' });
  const [kickoff, setKickoff] = useState('');
  const [why, setWhy] = useState(usual);
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      await onSave({ ...teams, kickoff: new Date(kickoff).toISOString() }, why);
      onClose();
    });
  };
  return (
    <Sheet title={`Add a game to ${weekPhrase(week.type, week.week)}`} label="Add a game" onClose={onClose}>
      <form className={styles.section} onSubmit={submit}>
        <p>For a game that the feed does not have. It is by hand: you or a scorer enters it.</p>
        {(['away', 'home'] as const).map((side) => (
          <SelectField
            key={side}
            label={side === 'away' ? 'Road team' : 'Home team'}
            required
            value={teams[side]}
            onChange={({ target }) => setTeams({ ...teams, [side]: target.value })}
          >
            <option value="">Choose</option>
            {TEAMS.map(({ abbr, town, nickname }) => (
              <option key={abbr} value={abbr}>
                {town} {nickname}
              </option>
            ))}
          </SelectField>
        ))}
        <Field
          label="Kickoff"
          type="datetime-local"
          value={kickoff}
          onChange={({ target }) => setKickoff(target.value)}
        />
        <Field
          label="Why? It goes into the audit."
          minLength={3}
          maxLength={500}
          value={why}
          onChange={({ target }) => setWhy(target.value)}
        />
        {problem !== null && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        <div className={styles.actions}>
          <button type="submit" className="button primary" disabled={busy}>
            Add
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Sheet>
  );
}
