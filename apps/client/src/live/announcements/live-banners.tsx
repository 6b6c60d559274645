import { useQuery } from '@tanstack/react-query';
import { leaguesQuery } from '../../http/queries.js';
import { personalKey } from '../../identity/storage.js';
import { useRemembered } from '../../ui/use-remembered.js';
import { useLive } from '../use-live.js';
import Banners from './banners.js';
import { useAnnouncements } from './queries.js';

const EVERYONE = 'everyone';

/** Shows announcements above every page without its own stream. */
export default function LiveBanners({ player }: { readonly player: string }) {
  const leagues = useQuery(leaguesQuery);
  const [last] = useRemembered(personalKey(player, 'league'), '', (value) => typeof value === 'string');
  if (!leagues.data) return null;
  const league = leagues.data.find(({ id }) => id === last)?.id ?? EVERYONE;
  return <OfLeague key={league} {...{ player, league }} />;
}

function OfLeague({ player, league }: { readonly player: string; readonly league: string }) {
  const { view } = useLive(league, 0);
  return <Banners player={player} announcements={useAnnouncements(view.state)} />;
}
