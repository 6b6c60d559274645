import { useState } from 'react';
import { useAction } from '../../http/use-action.js';
import { Done, Problem } from '../../ui/problem.js';
import { askForVerification } from './account-requests.js';

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
