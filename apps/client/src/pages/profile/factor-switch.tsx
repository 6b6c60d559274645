import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent } from 'react';
import { useAction } from '../../http/use-action.js';
import { Field } from '../../ui/field.js';
import form from '../../ui/form.module.css';
import { Problem } from '../../ui/problem.js';
import styles from './profile.module.css';
import { newBackupCodes, switchOff } from './requests.js';

interface FactorSwitchProps {
  readonly onCodes: (codes: readonly string[]) => void;
}

/** Makes new backup codes or switches the second factor off; both need the password. */
export function FactorSwitch({ onCodes }: FactorSwitchProps) {
  const client = useQueryClient();
  const action = useAction();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const password = String(new FormData(event.currentTarget).get('password'));
    action.run(async () => {
      if (submitter?.getAttribute('value') === 'off') await switchOff(client, password);
      else onCodes(await newBackupCodes(password));
    });
  };
  return (
    <form className={form.form} onSubmit={submit}>
      <p>Signing in takes your password and a code. Old backup codes stop working when you make new ones.</p>
      <Field label="Your password" name="password" type="password" autoComplete="current-password" />
      <Problem words={action.problem} />
      <div className="buttons">
        <button type="submit" value="codes" className="button" disabled={action.busy}>
          New backup codes
        </button>
        <button type="submit" value="off" className={`button ${styles.danger}`} disabled={action.busy}>
          Switch it off
        </button>
      </div>
    </form>
  );
}
