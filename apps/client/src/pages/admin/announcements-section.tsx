import { useQuery } from '@tanstack/react-query';
import { leaguesQuery, meQuery } from '../../http/queries.js';
import AnnouncementDesk from '../../live/announcements/announcement-desk.js';

const EVERYBODY = { id: '', name: 'Everybody' };

/** Announcements of admins to everybody, or to one of their leagues. */
export function AnnouncementsSection() {
  const { data: me } = useQuery(meQuery);
  const { data: leagues = [] } = useQuery(leaguesQuery);
  if (!me) return null;
  const audiences = [EVERYBODY, ...leagues.filter(({ id }) => id !== 'everyone')];
  return <AnnouncementDesk desk={null} audiences={audiences} timeZone={me.timeZone} />;
}
