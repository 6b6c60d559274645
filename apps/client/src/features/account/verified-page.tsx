import { type FormEvent, useState } from 'react';
import { Link, useSearch } from 'wouter';
import { Field } from '../../ui/field.js';
import form from '../../ui/form.module.css';
import { AccountPage } from './account-page.js';
import { nextPage, withNext } from './model/next-page.js';
import { ResendLink } from './resend-link.js';

/** Where the link in the verification mail lands. */
export default function VerifiedPage() {
  const search = useSearch();
  const next = nextPage(search);
  if (new URLSearchParams(search).has('error')) return <NotVerified next={next} />;
  return (
    <AccountPage title="Your address is confirmed">
      <p>Welcome to the game. Sign in and make your first card.</p>
      <Link className="button primary" href={withNext('/sign-in', next)}>
        Sign in
      </Link>
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
    <AccountPage title="This link does nothing any more">
      <p>
        It was used already, or is too old. If it was you who used it, just{' '}
        <Link href={withNext('/sign-in', next)}>sign in</Link>; otherwise have a new one sent.
      </p>
      {email === null ? (
        <form className={form.form} onSubmit={submit}>
          <Field label="E-mail" name="email" type="email" autoComplete="email" />
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
