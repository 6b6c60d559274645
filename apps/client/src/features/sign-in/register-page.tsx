import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import { HttpError, sendJson } from '../../http/http.js';
import { meQuery } from '../../http/queries.js';
import { useTitle } from '../../ui/use-title.js';
import { Field } from './field.js';
import styles from './sign-in.module.css';

/** A new account. Where addresses are verified, it ends with a look into the mail. */
export default function RegisterPage() {
  useTitle('Register');
  const client = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const register = async (name: string, email: string, password: string) => {
    setBusy(true);
    setProblem(null);
    try {
      await sendJson('POST', '/api/auth/sign-up/email', { name, email, password });
      const me = await client.fetchQuery({ ...meQuery, staleTime: 0 });
      if (me === null) setMailedTo(email);
    } catch (error) {
      setProblem(error instanceof HttpError ? error.message : 'That did not work. Try again in a moment.');
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void register(String(form.get('name')).trim(), String(form.get('email')), String(form.get('password')));
  };
  if (mailedTo !== null) {
    return (
      <section className={styles.page} role="status">
        <h1 className={styles.title}>Look into your mail</h1>
        <p>
          If {mailedTo} can be registered, a message with a link is on its way. Follow it, then{' '}
          <Link href="/sign-in">sign in</Link>.
        </p>
      </section>
    );
  }
  return (
    <section className={styles.page}>
      <h1 className={styles.title}>Register</h1>
      <form className={styles.form} onSubmit={submit}>
        <Field label="Name in the table" name="name" type="text" autoComplete="nickname" maxLength={60} />
        <Field label="E-mail" name="email" type="email" autoComplete="email" />
        <Field
          label="Password"
          hint="At least 8 characters"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={8}
        />
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        <button type="submit" className="button primary" disabled={busy}>
          {busy ? 'Registering…' : 'Register'}
        </button>
      </form>
      <p className={styles.other}>
        Playing already? <Link href="/sign-in">Sign in</Link>
      </p>
    </section>
  );
}
