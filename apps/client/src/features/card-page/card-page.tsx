import type { Me, Season } from '@sunday-live/contract';
import { PageMessage } from '../../app/page-message.js';
import { useSeason } from '../../app/use-season.js';
import { seasonParams } from '../../http/week.js';
import { useTitle } from '../../ui/use-title.js';
import styles from './card-page.module.css';
import { WeekCard } from './week-card.js';
import { WeekSwitcher } from './week-switcher.js';

interface CardPageProps {
  readonly me: Me;
  /** The week of the address; absent: the one that takes picks. */
  readonly week?: string | undefined;
}

/** The player's card of a week: picks, banker and joker, until they lock. */
export default function CardPage({ me, week: wanted }: CardPageProps) {
  useTitle('Card');
  const season = useSeason('current');
  if (season.isPending) return <PageMessage title="One moment…" busy />;
  if (season.isLoadingError) {
    return (
      <PageMessage
        title="The season is not here"
        action={{ label: 'Try again', run: () => void season.refetch() }}
      >
        What you have picked is kept on this device. Check your connection, or wait a moment.
      </PageMessage>
    );
  }
  const { weeks } = season.data;
  if (weeks.length === 0) {
    return (
      <PageMessage title="No games yet" action={{ label: 'To the live table', href: '/live' }}>
        Cards open as soon as the schedule of the season is out.
      </PageMessage>
    );
  }
  const week = weeks.find((each) => each.week === (wanted === undefined ? now(season.data) : Number(wanted)));
  if (!week) {
    return (
      <PageMessage title="No such week" action={{ label: 'To this week’s card', href: '/card' }}>
        The season has no week “{wanted}”.
      </PageMessage>
    );
  }
  return (
    <section className={styles.page} data-week={week.week}>
      <header className={styles.head}>
        <h1 className={styles.title}>
          {week.name} <span className={styles.season}>{season.data.season}</span>
        </h1>
        <WeekSwitcher season={season.data} week={week.week} />
      </header>
      <WeekCard key={`${seasonParams(season.data)} ${week.week}`} me={me} season={season.data} week={week} />
    </section>
  );
}

/** The week to show when none is asked for. */
function now({ pickWeek, resultsWeek, weeks }: Season): number | undefined {
  return pickWeek ?? resultsWeek ?? weeks[0]?.week;
}
