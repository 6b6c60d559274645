import type { Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { type ComponentType, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { leaguesQuery, meQuery } from '../../http/queries.js';
import AnnouncementDesk from '../../live/announcements/announcement-desk.js';
import { useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import styles from './admin-page.module.css';
import { AlertCount } from './alert-count.js';
import { AlertsSection } from './alerts-section.js';
import { AuditSection } from './audit-section.js';
import { BackupsSection } from './backups-section.js';
import { CorrectionSection } from './correction-section.js';
import { ExportsSection } from './exports-section.js';
import { FeedSection } from './feed-section.js';
import { GamesSection } from './games-section.js';
import { PicksSection } from './picks-section.js';
import { PlayersSection } from './players-section.js';
import { QueuesSection } from './queues-section.js';
import { ResultsSection } from './results-section.js';
import { SeasonSection } from './season-section.js';
import { SiteSection } from './site-section.js';
import { StatusSection } from './status-section.js';

const SECTIONS: readonly { id: string; label: string; content: ComponentType }[] = [
  { id: 'alerts', label: 'Alerts', content: AlertsSection },
  { id: 'status', label: 'Status', content: StatusSection },
  { id: 'players', label: 'Players', content: PlayersSection },
  { id: 'season', label: 'Season', content: SeasonSection },
  { id: 'picks', label: 'Picks', content: PicksSection },
  { id: 'announcements', label: 'Announce', content: AnnouncementsSection },
  { id: 'corrections', label: 'Correct a card', content: CorrectionSection },
  { id: 'results', label: 'Results', content: ResultsSection },
  { id: 'games', label: 'Games', content: GamesSection },
  { id: 'feed', label: 'Feed', content: FeedSection },
  { id: 'queues', label: 'Queues', content: QueuesSection },
  { id: 'backups', label: 'Backups', content: BackupsSection },
  { id: 'site', label: 'Site', content: SiteSection },
  { id: 'audit', label: 'Audit', content: AuditSection },
  { id: 'exports', label: 'Exports', content: ExportsSection },
];

interface AdminPageProps {
  readonly me: Me;
  readonly section?: string | undefined;
}

/** The console for admins. The server checks every permission again. */
export default function AdminPage({ me, section = 'alerts' }: AdminPageProps) {
  const shown = SECTIONS.find(({ id }) => id === section);
  const nav = useRef<HTMLElement>(null);
  // On a phone most of the tabs are beyond the edge. The number of alerts arrives later and pushes the others on.
  useEffect(() => {
    const current = nav.current?.querySelector(`[href="/admin/${section}"]`);
    const first = nav.current?.firstElementChild;
    if (!current || !first) return;
    const moved = new ResizeObserver(() => current.scrollIntoView({ block: 'nearest', inline: 'center' }));
    moved.observe(first);
    return () => moved.disconnect();
  }, [section]);
  useTitle(shown === undefined ? 'Admin' : `Admin: ${shown.label}`);
  if (me.role !== 'admin' || shown === undefined) {
    return (
      <PageMessage title="Incomplete pass" action={{ label: 'Go to the live page', href: '/live' }}>
        There is no page at this address.
      </PageMessage>
    );
  }
  const Content = shown.content;
  return (
    <div className={`page ${styles.page}`}>
      <nav ref={nav} aria-label="Admin" className={styles.nav}>
        {SECTIONS.map(({ id, label }) => (
          <Link key={id} href={`/admin/${id}`} aria-current={id === shown.id ? 'page' : undefined}>
            {label}
            {id === 'alerts' && <AlertCount />}
          </Link>
        ))}
      </nav>
      <h1 className="title">{shown.label}</h1>
      <Content />
    </div>
  );
}

const EVERYBODY = { id: '', name: 'Everybody' };

/** Announcements of admins to everybody, or to one of their leagues. */
function AnnouncementsSection() {
  const { data: me } = useQuery(meQuery);
  const { data: leagues = [] } = useQuery(leaguesQuery);
  if (!me) return null;
  const audiences = [EVERYBODY, ...leagues.filter(({ id }) => id !== 'everyone')];
  return <AnnouncementDesk desk={null} audiences={audiences} timeZone={me.timeZone} />;
}
