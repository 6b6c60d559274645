import { DELETE_WORD } from '@sunday-live/contract';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { identity } from '../../identity/identity.js';
import { exactly, Field, Problem } from '../../ui/form.js';
import styles from './profile.module.css';

/** Download of the player's data, and deletion of the account. */
export function DataSection() {
  const [ending, setEnding] = useState(false);
  return (
    <>
      <p className="buttons">
        <a className="button" href="/api/me/export" download="sunday-live.json">
          Download my data
        </a>
        {!ending && (
          <button type="button" className={`button ${styles.danger}`} onClick={() => setEnding(true)}>
            Delete my account…
          </button>
        )}
      </p>
      {ending && <DeleteForm onKeep={() => setEnding(false)} />}
    </>
  );
}

function DeleteForm({ onKeep }: { readonly onKeep: () => void }) {
  const [, go] = useLocation();
  const action = useAction();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    action.run(async () => {
      await sendJson('DELETE', '/api/me', { password, confirm: DELETE_WORD });
      go('/');
      identity.signedOut();
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p role="alert">
        This deletes your cards, points and memberships at once and for good. If you run a league, the member
        who joined first becomes its commissioner.
      </p>
      <Field label="Your password" name="password" type="password" autoComplete="current-password" />
      <Field
        label={`Type “${DELETE_WORD}”`}
        name="confirm"
        autoComplete="off"
        autoCapitalize="off"
        {...exactly(DELETE_WORD)}
        title={`the word ${DELETE_WORD}`}
      />
      <Problem words={action.problem} />
      <div className="buttons">
        <button type="submit" className={`button ${styles.danger}`} disabled={action.busy}>
          {action.busy ? 'Deleting…' : 'Delete my account'}
        </button>
        <button type="button" className="button" onClick={onKeep}>
          Keep it
        </button>
      </div>
    </form>
  );
}
