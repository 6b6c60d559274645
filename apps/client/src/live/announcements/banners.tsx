import type { Announcement, LeagueSummary } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useClockOffset } from '../../game/card-queries.js';
import { leaguesQuery } from '../../http/queries.js';
import { personalKey } from '../../identity/storage.js';
import { useNow } from '../../ui/hooks.js';
import { Markdown } from '../../ui/markdown.js';
import { isTextList, useRemembered } from '../../ui/use-remembered.js';
import styles from './banners.module.css';

const KEPT = 100;

interface BannersProps {
  /** Id of the viewer, whose dismissals apply. */
  readonly player: string;
  readonly announcements: readonly Announcement[];
}

/** Announcements above the standings, never over them. A dismissed one stays hidden until it is changed. */
export default function Banners({ player, announcements }: BannersProps) {
  const expires = announcements.some(({ expiresAt }) => expiresAt !== null);
  const now = useNow(30_000) + (useClockOffset(expires).data ?? 0);
  const [dismissed, setDismissed] = useRemembered<readonly string[]>(
    personalKey(player, 'dismissed'),
    [],
    isTextList,
  );
  const leagues = useQuery(leaguesQuery).data ?? [];
  const shown = announcements.filter(
    (item) =>
      item.withdrawnAt === null &&
      !(item.expiresAt !== null && Date.parse(item.expiresAt) <= now) &&
      !dismissed.includes(keyOf(item)),
  );
  return (
    <section
      className={styles.banners}
      aria-label="Announcements"
      aria-live="polite"
      data-announcements={shown.length}
    >
      {shown.map((item) => (
        <article key={item.id} className={styles.banner} data-level={item.level} data-announcement={item.id}>
          <div className={styles.text}>
            <h2 className={styles.title}>
              <LevelMark level={item.level} />
              {item.title}
            </h2>
            <LeagueOf league={leagues.find(({ id }) => id === item.league)} />
            <div className={styles.body}>
              <Markdown source={item.body} />
            </div>
          </div>
          <button
            type="button"
            className={styles.dismiss}
            aria-label={`Dismiss: ${item.title}`}
            onClick={() => setDismissed((known) => [keyOf(item), ...known].slice(0, KEPT))}
          >
            ✕
          </button>
        </article>
      ))}
    </section>
  );
}

/**
 * Names the league of an announcement that is not for everybody, because players read it in all of their
 * leagues.
 */
function LeagueOf({ league }: { readonly league: LeagueSummary | undefined }) {
  return league === undefined || league.id === 'everyone' ? null : (
    <p className={styles.league}>{league.name}</p>
  );
}

function keyOf(item: Announcement): string {
  return `${item.id} ${item.updatedAt}`;
}

/** The levels in rising order, with their names. */
export const LEVELS: readonly { readonly level: Announcement['level']; readonly name: string }[] = [
  { level: 'info', name: 'Info' },
  { level: 'important', name: 'Important' },
  { level: 'alert', name: 'Alert' },
];

/** Shows the level of an announcement; nothing for ordinary ones. */
export function LevelMark({ level }: { readonly level: Announcement['level'] }) {
  if (level === 'info') return null;
  return <span className={styles.level}>{LEVELS.find((each) => each.level === level)?.name}</span>;
}
