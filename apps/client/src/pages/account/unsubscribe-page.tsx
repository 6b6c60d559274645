import type { OptionalEmail } from '@sunday-live/contract';
import { useState } from 'react';
import { Link, useSearch } from 'wouter';
import { sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { Problem } from '../../ui/form.js';
import { AccountPage } from './account-page.js';

const PROBLEMS = {
  'link-not-valid':
    'This link is incomplete. Copy all of it from the email, or choose your emails on your profile.',
};
const KINDS: Readonly<Record<OptionalEmail, string>> = {
  reminder48h: 'reminders two days before the deadline',
  announcements: 'announcements by email',
  pickConfirmation: 'confirmations of your picks',
  weeklyResult: 'results of the week',
};

/**
 * The page of the link that stops a kind of email. It needs a tap, so that no email scanner unsubscribes
 * players.
 */
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
        <p role="status">You get no more {kind}. You can switch them on again on your profile.</p>
        <Link className="button primary" href="/profile">
          Go to my profile
        </Link>
      </AccountPage>
    );
  }
  return (
    <AccountPage title="Stop these emails?">
      <p>Tap once to stop {kind}. Other emails are not affected.</p>
      <Problem words={action.problem} />
      <button type="button" className="button primary" disabled={action.busy} onClick={stop}>
        {action.busy ? 'One moment…' : 'Stop them'}
      </button>
    </AccountPage>
  );
}
