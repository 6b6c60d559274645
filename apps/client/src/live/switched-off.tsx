import { PageMessage } from '../ui/page-message.js';

/** In place of anything live while admins have switched it off; the page comes back by itself. */
export default function SwitchedOff() {
  return (
    <PageMessage
      title="Live is switched off for now"
      action={{ label: 'To the tables', href: '/leaderboard' }}
    >
      The admins have closed the live pages for a while. This page comes back by itself; tables, results and
      cards are open as ever.
    </PageMessage>
  );
}
