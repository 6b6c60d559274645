import { useQuery } from '@tanstack/react-query';
import { leaguesQuery } from '../../http/queries.js';
import { useLive } from '../../live/use-live.js';
import { useRemembered } from '../../ui/use-remembered.js';
import Banners from './banners.js';
import { useAnnouncements } from './use-announcements.js';

const EVERYONE = 'everyone';

/** Announcements above every page but the live one, which has them from its own stream. */
export default function LiveBanners() {
  const leagues = useQuery(leaguesQuery);
  const [last] = useRemembered('league', '', (value) => typeof value === 'string');
  if (!leagues.data) return null;
  const league = leagues.data.find(({ id }) => id === last)?.id ?? EVERYONE;
  return <OfLeague key={league} league={league} />;
}

function OfLeague({ league }: { readonly league: string }) {
  const { view } = useLive(league, 0);
  return <Banners announcements={useAnnouncements(view.state)} />;
}
