import { TEAMS } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useState } from 'react';
import type { WeekKey } from '../../http/week.js';
import { Field, SelectField } from '../../ui/form.js';
import { ReasonForm } from './reason-form.js';

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
export function NewGameForm({ week, why, onSave, onClose }: NewGameFormProps) {
  const [teams, setTeams] = useState({ away: '', home: '' });
  const [kickoff, setKickoff] = useState('');
  const save = (reason: string) => onSave({ ...teams, kickoff: new Date(kickoff).toISOString() }, reason);
  return (
    <ReasonForm
      title={`Add a game to ${weekPhrase(week.type, week.week)}`}
      label="Add a game"
      action="Add"
      why={why}
      onClose={onClose}
      onSave={save}
    >
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
    </ReasonForm>
  );
}
