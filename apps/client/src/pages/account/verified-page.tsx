import { type FormEvent, useState } from 'react';
import { Link, useSearch } from 'wouter';
import { sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { Field, Problem } from '../../ui/form.js';
import { AccountPage, ResendLink } from './account-page.js';
import { nextPage, withNext } from './model/next-page.js';

const WORDS = { 'link-not-valid': 'This link was already used or has expired.' };

/** The page of the link in the verification email. It needs a tap, so that no email scanner confirms it. */
export default function VerifiedPage() {
  const search = useSearch();
  const next = nextPage(search);
  const token = new URLSearchParams(search).get('token') ?? '';
  const action = useAction(WORDS);
  const [done, setDone] = useState(false);
  const confirm = () =>
    action.run(async () => {
      await sendJson('POST', '/api/auth/verify-email', { token });
      setDone(true);
    });
  if (token === '' || action.problem === WORDS['link-not-valid']) return <NotVerified next={next} />;
  if (done) {
    return (
      <AccountPage title="Your address is confirmed">
        <p role="status">Welcome to the game. Sign in and make your first card.</p>
        <Link className="button primary" href={withNext('/sign-in', next)}>
          Sign in
        </Link>
      </AccountPage>
    );
  }
  return (
    <AccountPage title="Confirm your address">
      <p>One tap. Then sign in and make your first card.</p>
      <Problem words={action.problem} />
      <button type="button" className="button primary" disabled={action.busy} onClick={confirm}>
        {action.busy ? 'Confirming…' : 'Confirm my address'}
      </button>
    </AccountPage>
  );
}

function NotVerified({ next }: { readonly next: string }) {
  const [email, setEmail] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setEmail(String(new FormData(event.currentTarget).get('email')));
  };
  return (
    <AccountPage title="This link no longer works">
      <p>
        It was already used or has expired. If you used it, just{' '}
        <Link href={withNext('/sign-in', next)}>sign in</Link>; otherwise request a new one.
      </p>
      {email === null ? (
        <form className="stack" onSubmit={submit}>
          <Field label="Email" name="email" type="email" autoComplete="email" />
          <button type="submit" className="button">
            Continue
          </button>
        </form>
      ) : (
        <ResendLink email={email} next={next} />
      )}
    </AccountPage>
  );
}
