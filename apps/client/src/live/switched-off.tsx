import { PageMessage } from '../ui/page-message.js';

/** Shown instead of live pages while admins have switched them off; the page returns by itself. */
export default function SwitchedOff() {
  return (
    <PageMessage
      title="Live is switched off for now"
      action={{ label: 'Go to the standings', href: '/leaderboard' }}
    >
      Admins have switched the live pages off for a while. This page returns by itself; standings, results and
      cards stay open.
    </PageMessage>
  );
}
