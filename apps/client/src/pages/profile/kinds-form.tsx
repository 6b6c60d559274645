import {
  type LeagueSummary,
  PUSH_KINDS,
  type PushChoices,
  type PushKind,
  pushKindSchema,
} from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { usualLeague } from '../../game/page-data.js';
import { useAction } from '../../http/use-action.js';
import { Done, Problem, SelectField } from '../../ui/form.js';
import styles from './profile.module.css';
import { choose } from './requests.js';

interface KindsFormProps {
  readonly choices: PushChoices;
  readonly leagues: readonly LeagueSummary[];
  /** Delay of this device. */
  readonly delaySeconds: number;
}

/** The kinds of notifications, for all devices; each change is saved at once. */
export function KindsForm({ choices, leagues, delaySeconds }: KindsFormProps) {
  const client = useQueryClient();
  const action = useAction();
  const [saved, setSaved] = useState(false);
  const [now, setNow] = useState(choices);
  const underway = useRef<Promise<void>>(Promise.resolve());
  const league = leagues.find(({ id }) => id === now.league) ?? usualLeague(leagues);
  const change = (changed: Partial<PushChoices>) => {
    const next = { ...now, league: league?.id ?? null, ...changed };
    setNow(next);
    setSaved(false);
    action.run(async () => {
      // saves run one after the other, so that the last choice is stored last
      underway.current = underway.current.catch(() => undefined).then(() => choose(client, next));
      try {
        await underway.current;
      } catch (error) {
        setNow(choices);
        throw error;
      }
      setSaved(true);
    });
  };
  const box = (name: PushKind | 'sound', words: string) => (
    <label key={name} className={styles.choice}>
      <input
        type="checkbox"
        name={name}
        checked={now[name]}
        onChange={(event) => change({ [name]: event.target.checked })}
      />
      {words}
    </label>
  );
  return (
    <>
      <fieldset className={styles.choices}>
        <legend>Notify me when</legend>
        {pushKindSchema.options.map((kind) => box(kind, PUSH_KINDS[kind]))}
      </fieldset>
      {now.lead && (
        <SelectField
          label="Whose lead"
          value={league?.id}
          onChange={(event) => change({ league: event.target.value })}
        >
          {leagues.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      {box('sound', 'With a sound')}
      {delaySeconds > 0 && (
        <p className="hint">
          Delayed by {delaySeconds} s for your television, as set on the live page of this device.
        </p>
      )}
      <Problem words={action.problem} />
      <Done words={saved ? 'Saved.' : null} />
    </>
  );
}
