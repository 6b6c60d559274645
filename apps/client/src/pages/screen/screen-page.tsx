import type { Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { PageLeague } from '../../game/page-data.js';
import { leaguesQuery } from '../../http/queries.js';
import { useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import { Screen } from './screen.js';

interface ScreenPageProps {
  readonly me: Me;
  /** Absent: the player's largest league. */
  readonly league?: string | undefined;
}

/** A league on a big screen, for a pub or a living room, without controls. */
export default function ScreenPage({ me, league }: ScreenPageProps) {
  useTitle('Big screen');
  // retries until it has an answer, because nobody is there to press a button
  const leagues = useQuery({
    ...leaguesQuery,
    refetchInterval: ({ state }) => (state.data ? false : 10_000),
  });
  if (!leagues.data) return <PageMessage title="One moment…" busy />;
  return (
    <PageLeague leagues={leagues.data} asked={league}>
      {(current) => <Screen key={current.id} league={current} timeZone={me.timeZone} />}
    </PageLeague>
  );
}
