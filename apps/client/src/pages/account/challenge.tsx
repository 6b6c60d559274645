import { type FormEvent, useState } from 'react';
import { HttpError } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { Field } from '../../ui/field.js';
import form from '../../ui/form.module.css';
import { SIX_DIGITS } from '../../ui/pattern.js';
import { Problem } from '../../ui/problem.js';
import { AccountPage } from './account-page.js';
import { verifyCode } from './account-requests.js';

interface ChallengeProps {
  readonly onDone: () => Promise<void>;
  /** Called when the password is needed again. */
  readonly onOver: () => void;
}

const WORDS = { 'invalid-code': 'That code is wrong or was used. Wait for the next one and try again.' };

/** The second step of sign-in: a code of the authenticator app, or a backup code. */
export function Challenge({ onDone, onOver }: ChallengeProps) {
  const action = useAction(WORDS);
  const [backup, setBackup] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code'));
    action.run(async () => {
      try {
        await verifyCode(code);
      } catch (error) {
        if (error instanceof HttpError && error.code === 'challenge-over') return onOver();
        throw error;
      }
      await onDone();
    });
  };
  return (
    <AccountPage title="Second step">
      <form className={form.form} onSubmit={submit}>
        {backup ? (
          <Field
            key="backup"
            label="Backup code"
            hint="One of those you wrote down. Each works once."
            name="code"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={32}
          />
        ) : (
          <Field
            key="app"
            label="Code"
            hint="Six digits from your authenticator app"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            {...SIX_DIGITS}
            maxLength={12}
          />
        )}
        <Problem words={action.problem} />
        <button type="submit" className="button primary" disabled={action.busy}>
          {action.busy ? 'Signing in…' : 'Sign in'}
        </button>
        <button type="button" className="button" onClick={() => setBackup(!backup)}>
          {backup ? 'Use the app' : 'Use a backup code'}
        </button>
      </form>
    </AccountPage>
  );
}
