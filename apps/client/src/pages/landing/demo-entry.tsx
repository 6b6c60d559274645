import type { DemoAccounts } from '@sunday-live/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { sendJson } from '../../http/http.js';
import { meQuery } from '../../http/queries.js';

interface DemoEntryProps {
  readonly account: DemoAccounts['accounts'][number];
}

/** Signs in to the demo as one of its players. */
export function DemoEntry({ account: { email, password } }: DemoEntryProps) {
  const client = useQueryClient();
  const enter = useMutation({
    mutationFn: () => sendJson('POST', '/api/auth/sign-in/email', { email, password }),
    onSuccess: () => client.resetQueries({ queryKey: meQuery.queryKey }),
  });
  return (
    <>
      <button
        type="button"
        className="button primary"
        aria-disabled={enter.isPending}
        onClick={() => {
          if (!enter.isPending) enter.mutate();
        }}
      >
        {enter.isPending ? 'Opening…' : 'Watch the demo'}
      </button>
      {enter.isError && <p role="alert">The demo did not open. Try again in a moment.</p>}
    </>
  );
}
