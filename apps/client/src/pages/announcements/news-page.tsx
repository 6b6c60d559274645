import { type Announcement, dateAndTime, type LeagueSummary, type Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { PageData } from '../../game/page-data.js';
import { leaguesQuery } from '../../http/queries.js';
import { LevelMark } from '../../live/announcements/banners.js';
import { newsQuery } from '../../live/announcements/queries.js';
import { useTitle } from '../../ui/hooks.js';
import { Markdown } from '../../ui/markdown.js';
import styles from './news-page.module.css';

/** All announcements to the player, newest first. */
export default function NewsPage({ me }: { readonly me: Me }) {
  useTitle('News');
  const news = useQuery(newsQuery);
  const leagues = useQuery(leaguesQuery);
  const now = Date.now();
  return (
    <PageData of={{ news }} failed="The news did not load">
      {(data) => (
        <div className={`page ${styles.page}`}>
          <h1 className="title">News</h1>
          {data.news.length === 0 && (
            <p className="hint">
              Nothing yet. Announcements of the admins and your commissioners appear here.
            </p>
          )}
          {data.news.map((item) => (
            <article key={item.id} className={`panel ${styles.item}`} data-level={item.level}>
              <h2>
                <LevelMark level={item.level} />
                {item.title}
              </h2>
              <p className="hint">{wordsFor(item, leagues.data ?? [], me.timeZone, now)}</p>
              <Markdown source={item.body} />
            </article>
          ))}
        </div>
      )}
    </PageData>
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
