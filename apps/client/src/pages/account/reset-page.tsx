import { type FormEvent, useState } from 'react';
import { Link, useSearch } from 'wouter';
import { sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { Field, Problem } from '../../ui/form.js';
import { AccountPage } from './account-page.js';

const WORDS = { 'link-not-valid': 'This link was already used or has expired. Request a new one.' };

/** The page of the link in the reset email: choose a new password. */
export default function ResetPage() {
  const token = new URLSearchParams(useSearch()).get('token');
  const action = useAction(WORDS);
  const [done, setDone] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const newPassword = String(new FormData(event.currentTarget).get('password'));
    action.run(async () => {
      await sendJson('POST', '/api/auth/reset-password', { token, newPassword });
      setDone(true);
    });
  };
  if (done) {
    return (
      <AccountPage title="Your new password is active">
        <p role="status">You are signed out on all devices.</p>
        <Link className="button primary" href="/sign-in">
          Sign in
        </Link>
      </AccountPage>
    );
  }
  if (token === null) {
    return (
      <AccountPage title="This link no longer works">
        <p>It was already used or has expired.</p>
        <Link className="button primary" href="/forgot-password">
          Request a new link
        </Link>
      </AccountPage>
    );
  }
  return (
    <AccountPage title="Choose a new password">
      <form className="stack" onSubmit={submit}>
        <Field
          label="New password"
          hint="At least 8 characters"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={8}
          maxLength={128}
        />
        <Problem words={action.problem} />
        {action.problem === WORDS['link-not-valid'] && (
          <Link href="/forgot-password">Request a new link</Link>
        )}
        <button type="submit" className="button primary" disabled={action.busy}>
          {action.busy ? 'Saving…' : 'Save it'}
        </button>
      </form>
    </AccountPage>
  );
}
