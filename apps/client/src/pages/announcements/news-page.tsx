import { type Announcement, dateAndTime, type LeagueSummary, type Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { leaguesQuery } from '../../http/queries.js';
import { LevelMark } from '../../live/announcements/level-mark.js';
import { newsQuery } from '../../live/announcements/queries.js';
import { useTitle } from '../../ui/hooks.js';
import { Markdown } from '../../ui/markdown.js';
import { PageMessage } from '../../ui/page-message.js';
import styles from './news-page.module.css';

/** All announcements to the player, newest first. */
export default function NewsPage({ me }: { readonly me: Me }) {
  useTitle('News');
  const news = useQuery(newsQuery);
  const leagues = useQuery(leaguesQuery);
  if (news.isPending) return <PageMessage title="One moment…" busy />;
  if (news.isLoadingError) {
    return (
      <PageMessage
        title="The news did not load"
        action={{ label: 'Try again', run: () => void news.refetch() }}
      >
        The server did not answer. Check your connection, or wait a moment.
      </PageMessage>
    );
  }
  const now = Date.now();
  return (
    <div className={`page ${styles.page}`}>
      <h1 className="title">News</h1>
      {news.data.length === 0 && (
        <p className="hint">Nothing yet. Announcements of the admins and your commissioners appear here.</p>
      )}
      {news.data.map((item) => (
        <article key={item.id} className={styles.item} data-level={item.level}>
          <h2>
            <LevelMark level={item.level} />
            {item.title}
          </h2>
          <p className="hint">{wordsFor(item, leagues.data ?? [], me.timeZone, now)}</p>
          <Markdown source={item.body} />
        </article>
      ))}
    </div>
  );
}

function wordsFor(
  item: Announcement,
  leagues: readonly LeagueSummary[],
  timeZone: string,
  now: number,
): string {
  const to =
    item.league === null
      ? 'to everybody'
      : `to ${leagues.find(({ id }) => id === item.league)?.name ?? 'your league'}`;
  const over = item.expiresAt !== null && Date.parse(item.expiresAt) <= now;
  const changed =
    item.updatedAt > item.createdAt ? ` · changed ${dateAndTime(item.updatedAt, timeZone)}` : '';
  return `${dateAndTime(item.createdAt, timeZone)} · ${to}${changed}${over ? ' · expired' : ''}`;
}
