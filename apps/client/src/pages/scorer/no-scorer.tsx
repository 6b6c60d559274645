import { PageMessage } from '../../ui/page-message.js';

/** Says that the player may not score now. */
export function NoScorer() {
  return (
    <PageMessage title="You are no scorer now" action={{ label: 'Go to the live page', href: '/live' }}>
      An admin makes you a scorer for a day. If your day is over, ask for another one.
    </PageMessage>
  );
}
