import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { leaguesQuery } from '../../http/queries.js';
import { useLive } from '../../live/use-live.js';
import { useRemembered } from '../../ui/use-remembered.js';
import { Banners } from './banners.js';
import { latestOfEach } from './latest-of-each.js';
import { currentQuery } from './queries.js';

const EVERYONE = 'everyone';
const MINUTE = 60_000;

/** Announcements above every page but the live one, which has them from its own stream. */
export default function LiveBanners() {
  const leagues = useQuery(leaguesQuery);
  const [last] = useRemembered('league', '', (value) => typeof value === 'string');
  if (!leagues.data) return null;
  const league = leagues.data.find(({ id }) => id === last)?.id ?? EVERYONE;
  return <OfLeague key={league} league={league} />;
}

/** The stream tells at once what concerns everybody and this league; other leagues' news come with the minute. */
function OfLeague({ league }: { readonly league: string }) {
  const client = useQueryClient();
  const { view } = useLive(league, 0);
  const asked = useQuery({ ...currentQuery, refetchInterval: MINUTE });
  const streamed = view.state?.announcements;
  useEffect(() => {
    if (streamed !== undefined) void client.invalidateQueries({ queryKey: ['announcements'] });
  }, [streamed, client]);
  const shown = useMemo(
    () => latestOfEach([...(streamed ?? []), ...(asked.data ?? [])]),
    [streamed, asked.data],
  );
  return <Banners announcements={shown} />;
}
