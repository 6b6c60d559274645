import { deviceZone } from '@sunday-live/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { TeamField, ZoneField } from '../../game/profile-fields.js';
import { sendJson } from '../../http/http.js';
import { meQuery } from '../../http/queries.js';
import { useAction } from '../../http/use-action.js';
import { Field, Problem, SEEN } from '../../ui/form.js';
import styles from './account.module.css';
import { AccountPage, ResendLink, registrationQuery, verifiedPage } from './account-page.js';
import { nextPage, withNext } from './model/next-page.js';

/** Creates an account. Where addresses are verified, it ends with a hint to read the email. */
export default function RegisterPage() {
  const client = useQueryClient();
  const [, go] = useLocation();
  const next = nextPage(useSearch());
  const { data: registration } = useQuery(registrationQuery);
  const action = useAction();
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const field = (name: string) => String(data.get(name));
    const team = field('team');
    action.run(async () => {
      await sendJson('POST', '/api/auth/sign-up/email', {
        name: field('name').trim(),
        email: field('email'),
        password: field('password'),
        timeZone: field('timeZone'),
        ...(team === '' ? {} : { team }),
        callbackURL: verifiedPage(next),
      });
      const me = await client.fetchQuery({ ...meQuery, staleTime: 0 });
      if (me === null) setMailedTo(field('email'));
      else go(next, { replace: true });
    });
  };
  if (mailedTo !== null) return <LookIntoMail email={mailedTo} next={next} />;
  if (registration?.state === 'closed') {
    return (
      <AccountPage title="Registration is closed">
        <p>No new players at the moment. Ask an admin of the game for access.</p>
        <p className={styles.other}>
          Playing already?{' '}
          <Link className="tap" href={withNext('/sign-in', next)}>
            Sign in
          </Link>
        </p>
      </AccountPage>
    );
  }
  return (
    <AccountPage title="Register">
      <form className="stack" onSubmit={submit}>
        <Field
          label="Name in the standings"
          name="name"
          type="text"
          autoComplete="nickname"
          maxLength={60}
          {...SEEN}
        />
        <Field label="Email" name="email" type="email" autoComplete="email" />
        <Field
          label="Password"
          hint="At least 8 characters"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={8}
          maxLength={128}
        />
        <TeamField team={null} />
        <ZoneField zone={deviceZone()} />
        <Problem words={action.problem} />
        <button type="submit" className="button primary" disabled={action.busy}>
          {action.busy ? 'Registering…' : 'Register'}
        </button>
      </form>
      <p className={styles.other}>
        Playing already?{' '}
        <Link className="tap" href={withNext('/sign-in', next)}>
          Sign in
        </Link>
      </p>
    </AccountPage>
  );
}

function LookIntoMail({ email, next }: { readonly email: string; readonly next: string }) {
  return (
    <AccountPage title="Check your email">
      <p role="status">
        A message to {email} is on its way. Open the link in it, then <Link href="/sign-in">sign in</Link>. It
        works for an hour.
      </p>
      <p className={styles.other}>No message? Check your spam folder, then send the link again.</p>
      <ResendLink email={email} next={next} />
    </AccountPage>
  );
}
