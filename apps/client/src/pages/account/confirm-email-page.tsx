import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearch } from 'wouter';
import { sendJson } from '../../http/http.js';
import { meQuery } from '../../http/queries.js';
import { useAction } from '../../http/use-action.js';
import { Problem } from '../../ui/form.js';
import { AccountPage } from './account-page.js';

const WORDS = {
  'link-not-valid': 'This link was already used or has expired. Request a new one on your profile.',
  'invalid-input': 'This link is incomplete. Copy all of it from the email.',
};

/**
 * The page of the link in the email to a new address. It needs a tap, so that no email scanner confirms it.
 */
export default function ConfirmEmailPage() {
  const client = useQueryClient();
  const token = new URLSearchParams(useSearch()).get('token') ?? '';
  const action = useAction(WORDS);
  const [done, setDone] = useState(false);
  const confirm = () =>
    action.run(async () => {
      await sendJson('POST', '/api/email-confirmation', { token });
      await client.invalidateQueries({ queryKey: meQuery.queryKey });
      setDone(true);
    });
  if (done) {
    return (
      <AccountPage title="Your new address is active">
        <p role="status">From now on you sign in with it, and your emails go there.</p>
        <Link className="button primary" href="/">
          Go to the game
        </Link>
      </AccountPage>
    );
  }
  return (
    <AccountPage title="Your new address">
      <p>Tap once to make this the address of your account.</p>
      <Problem words={action.problem} />
      <button type="button" className="button primary" disabled={action.busy} onClick={confirm}>
        {action.busy ? 'Confirming…' : 'Confirm the address'}
      </button>
    </AccountPage>
  );
}
