import { registrationSchema } from '@sunday-live/contract';
import { queryOptions } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { getJson, sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { Done, Problem } from '../../ui/form.js';
import { useTitle } from '../../ui/hooks.js';
import styles from './account.module.css';

interface AccountPageProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A narrow page for sign-in, registration and the links of emails. */
export function AccountPage({ title, children }: AccountPageProps) {
  useTitle(title);
  return (
    <section className={styles.page}>
      <h1 className="title">{title}</h1>
      {children}
    </section>
  );
}

/** Whether new players may sign up. */
export const registrationQuery = queryOptions({
  queryKey: ['registration'],
  queryFn: ({ signal }) => getJson('/api/registration', registrationSchema, signal),
});

/** Signs in. @returns true when a second factor is required */
export async function signIn(email: string, password: string): Promise<boolean> {
  const answer = await sendJson('POST', '/api/auth/sign-in/email', { email, password });
  return typeof answer === 'object' && answer !== null && 'twoFactorRedirect' in answer;
}

/** Requests the verification email. @param next the page after verification */
async function askForVerification(email: string, next: string): Promise<void> {
  await sendJson('POST', '/api/auth/send-verification-email', { email, callbackURL: verifiedPage(next) });
}

/** Returns the page that the link in the email opens. */
export function verifiedPage(next: string): string {
  return next === '/' ? '/verified' : `/verified?next=${encodeURIComponent(next)}`;
}

/** Verifies a code: six digits are from the authenticator app, everything else is a backup code. */
export async function verifyCode(typed: string): Promise<void> {
  const code = typed.replace(/\s/g, '');
  const path = /^\d{6}$/.test(code) ? 'verify-totp' : 'verify-backup-code';
  await sendJson('POST', `/api/auth/two-factor/${path}`, { code });
}

interface ResendLinkProps {
  readonly email: string;
  /** The page after verification. */
  readonly next: string;
}

/** Requests the verification email again. */
export function ResendLink({ email, next }: ResendLinkProps) {
  const action = useAction();
  const [sent, setSent] = useState(false);
  const send = () =>
    action.run(async () => {
      await askForVerification(email, next);
      setSent(true);
    });
  return (
    <>
      <Problem words={action.problem} />
      <Done words={sent ? `If ${email} still needs confirmation, a new link is on its way.` : null} />
      <button type="button" className="button" disabled={action.busy} onClick={send}>
        {action.busy ? 'Sending…' : 'Send the link again'}
      </button>
    </>
  );
}
