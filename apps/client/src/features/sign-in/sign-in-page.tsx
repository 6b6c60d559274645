import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { HttpError, sendJson } from '../../http/http.js';
import { demoQuery, meQuery } from '../../http/queries.js';
import { useTitle } from '../../ui/use-title.js';
import { Field } from './field.js';
import styles from './sign-in.module.css';

/** Sign in by e-mail and password; in the demo also by one of its accounts. */
export default function SignInPage() {
  useTitle('Sign in');
  const client = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const signIn = async (email: string, password: string) => {
    setBusy(true);
    setProblem(null);
    try {
      await sendJson('POST', '/api/auth/sign-in/email', { email, password });
      await client.resetQueries({ queryKey: meQuery.queryKey });
    } catch (error) {
      setProblem(wordsFor(error));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void signIn(String(form.get('email')), String(form.get('password')));
  };
  return (
    <section className={styles.page}>
      <h1 className={styles.title}>Sign in</h1>
      <form className={styles.form} onSubmit={submit}>
        <Field label="E-mail" name="email" type="email" autoComplete="email" />
        <Field label="Password" name="password" type="password" autoComplete="current-password" />
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        <button type="submit" className="button primary" disabled={busy}>
          {busy ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
      <p className={styles.other}>
        New here? <Link href="/register">Register</Link>
      </p>
      <DemoSignIns busy={busy} onChoose={(email, password) => void signIn(email, password)} />
    </section>
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
    <section className={styles.demo} aria-labelledby="demo">
      <h2 id="demo" className={styles.demoTitle}>
        Demo: come in at once
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

function wordsFor(error: unknown): string {
  if (!(error instanceof HttpError)) return 'That did not work. Try again in a moment.';
  if (error.status === 401) return 'E-mail and password do not match. Check both and try again.';
  if (error.status === 429) return 'Too many tries. Wait a minute, then try again.';
  return error.message;
}
