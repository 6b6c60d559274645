import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { HttpError } from '../../http/http.js';
import { demoQuery, meQuery } from '../../http/queries.js';
import { useAction } from '../../http/use-action.js';
import { Field, Problem, SIX_DIGITS } from '../../ui/form.js';
import styles from './account.module.css';
import { AccountPage, ResendLink, signIn, verifyCode } from './account-page.js';
import { addressOf, nextPage, withNext } from './model/next-page.js';

const WORDS = {
  'invalid-credentials': 'Email and password do not match. Check both and try again.',
  'email-not-verified': 'Confirm your address first: the link is in your email.',
};

/**
 * Signs in by email and password, with the second factor if there is one; in the demo also by one of its
 * accounts.
 */
export default function SignInPage() {
  const client = useQueryClient();
  const [path, go] = useLocation();
  // shown in place of a players' page, it returns to that page
  const wanted = nextPage(useSearch());
  const next = path === '/sign-in' ? wanted : addressOf(window.location);
  const action = useAction(WORDS);
  const [challenged, setChallenged] = useState(false);
  const [email, setEmail] = useState('');
  const enter = async () => {
    await client.resetQueries({ queryKey: meQuery.queryKey });
    if (path === '/sign-in') go(next, { replace: true });
  };
  const start = (address: string, password: string) => {
    setEmail(address);
    action.run(async () => {
      if (await signIn(address, password)) setChallenged(true);
      else await enter();
    });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    start(String(data.get('email')), String(data.get('password')));
  };
  if (challenged) return <Challenge onDone={enter} onOver={() => setChallenged(false)} />;
  return (
    <AccountPage title="Sign in">
      <form className="stack" onSubmit={submit}>
        <Field label="Email" name="email" type="email" autoComplete="email" />
        <Field label="Password" name="password" type="password" autoComplete="current-password" />
        <Problem words={action.problem} />
        {action.problem === WORDS['email-not-verified'] && <ResendLink email={email} next={next} />}
        <button type="submit" className="button primary" disabled={action.busy}>
          {action.busy ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
      <p className={styles.links}>
        <Link className="tap" href="/forgot-password">
          Forgot your password?
        </Link>
        <Link className="tap" href={withNext('/register', next)}>
          New here? Register
        </Link>
      </p>
      <DemoSignIns busy={action.busy} onChoose={start} />
    </AccountPage>
  );
}

interface DemoSignInsProps {
  readonly busy: boolean;
  readonly onChoose: (email: string, password: string) => void;
}

function DemoSignIns({ busy, onChoose }: DemoSignInsProps) {
  const { data } = useQuery(demoQuery);
  if (!data || data.accounts.length === 0) return null;
  return (
    <section className={`panel ${styles.demo}`} aria-labelledby="demo">
      <h2 id="demo" className={styles.demoTitle}>
        Demo: sign in at once
      </h2>
      {data.accounts.map(({ role, email, password }) => (
        <button
          key={email}
          type="button"
          className="button"
          disabled={busy}
          data-demo={role}
          onClick={() => onChoose(email, password)}
        >
          {role === 'admin' ? 'As the admin' : 'As a player'}
        </button>
      ))}
    </section>
  );
}

interface ChallengeProps {
  readonly onDone: () => Promise<void>;
  /** Called when the password is needed again. */
  readonly onOver: () => void;
}

const CODE_WORDS = { 'invalid-code': 'That code is wrong or was used. Wait for the next one and try again.' };

/** The second step of sign-in: a code of the authenticator app, or a backup code. */
function Challenge({ onDone, onOver }: ChallengeProps) {
  const action = useAction(CODE_WORDS);
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
      <form className="stack" onSubmit={submit}>
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
