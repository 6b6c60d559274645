import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { Field, Problem } from '../../ui/form.js';
import styles from './account.module.css';
import { AccountPage } from './account-page.js';

/** Requests an email with a link to choose a new password. */
export default function ForgotPage() {
  const action = useAction();
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email'));
    action.run(async () => {
      await sendJson('POST', '/api/auth/request-password-reset', { email });
      setMailedTo(email);
    });
  };
  if (mailedTo !== null) {
    return (
      <AccountPage title="Check your email">
        <p role="status">
          If {mailedTo} has an account, a message with a link is on its way. The link works once, for an hour.
        </p>
        <p className={styles.other}>
          <Link className="tap" href="/sign-in">
            Back to sign in
          </Link>
        </p>
      </AccountPage>
    );
  }
  return (
    <AccountPage title="A new password">
      <p>Enter your address, and we send you a link to choose one.</p>
      <form className="stack" onSubmit={submit}>
        <Field label="Email" name="email" type="email" autoComplete="email" />
        <Problem words={action.problem} />
        <button type="submit" className="button primary" disabled={action.busy}>
          {action.busy ? 'Sending…' : 'Send the link'}
        </button>
      </form>
      <p className={styles.other}>
        <Link className="tap" href="/sign-in">
          Back to sign in
        </Link>
      </p>
    </AccountPage>
  );
}
