import type { OptionalEmail } from '@sunday-live/contract';
import { useState } from 'react';
import { Link, useSearch } from 'wouter';
import { sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { Problem } from '../../ui/problem.js';
import { AccountPage } from './account-page.js';

const PROBLEMS = {
  'link-not-valid':
    'This link is not complete. Copy all of it from the email, or choose your emails on your profile.',
};
const KINDS: Readonly<Record<OptionalEmail, string>> = {
  reminder48h: 'reminders two days before the deadline',
  announcements: 'announcements by email',
  pickConfirmation: 'confirmations of your picks',
  weeklyResult: 'results of the week',
};

/** Where the link that stops a kind of email leads. A button, so that no mail scanner presses it. */
export default function UnsubscribePage() {
  const token = new URLSearchParams(useSearch()).get('token') ?? '';
  const kind = Object.entries(KINDS).find(([name]) => token.startsWith(`${name}.`))?.[1] ?? 'these emails';
  const action = useAction(PROBLEMS);
  const [done, setDone] = useState(false);
  const stop = () =>
    action.run(async () => {
      await sendJson('POST', `/api/unsubscribe?token=${encodeURIComponent(token)}`);
      setDone(true);
    });
  if (done) {
    return (
      <AccountPage title="Stopped">
        <p role="status">You get no more {kind}. On your profile you can have them again.</p>
        <Link className="button primary" href="/profile">
          To my profile
        </Link>
      </AccountPage>
    );
  }
  return (
    <AccountPage title="Stop these emails?">
      <p>One tap, and you get no more {kind}. Other emails stay as they are.</p>
      <Problem words={action.problem} />
      <button type="button" className="button primary" disabled={action.busy} onClick={stop}>
        {action.busy ? 'One moment…' : 'Stop them'}
      </button>
    </AccountPage>
  );
}
