import type { Game, Me, Season } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { PageData, usualLeague } from '../../game/page-data.js';
import { useSeason } from '../../game/season-select.js';
import { leaguesQuery } from '../../http/queries.js';
import { seasonParams } from '../../http/week.js';
import { useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import styles from './card-page.module.css';
import { WeekCard } from './week-card.js';

interface CardPageProps {
  readonly me: Me;
  /** The week of the address; absent: the one that takes picks. */
  readonly week?: string | undefined;
}

/** Each opens the page's only stream and shows its announcements. */
const FollowSlate = lazy(() => import('./follow-slate.js'));
const LiveBanners = lazy(() => import('../../live/announcements/live-banners.js'));

const NO_GAMES: ReadonlyMap<string, Game> = new Map();

/** The player's card of a week: picks, banker and joker, until they lock. */
export default function CardPage({ me, week: wanted }: CardPageProps) {
  useTitle('Card');
  const season = useSeason('current');
  const leagues = useQuery(leaguesQuery);
  const [live, setLive] = useState(NO_GAMES);
  const week = season.data && weekOf(season.data, wanted);
  const league = usualLeague(leagues.data ?? []);
  return (
    <>
      <Suspense>
        {season.data && week && league ? (
          <FollowSlate
            me={me}
            league={league.id}
            at={{ season: season.data.season, type: season.data.type, week: week.week }}
            onGames={setLive}
          />
        ) : (
          season.data && leagues.data && <LiveBanners player={me.id} />
        )}
      </Suspense>
      <CardOfAddress {...{ me, wanted, season, week, live }} />
    </>
  );
}

interface CardOfAddressProps extends Pick<CardPageProps, 'me'> {
  readonly wanted: string | undefined;
  readonly season: ReturnType<typeof useSeason>;
  readonly week: Season['weeks'][number] | undefined;
  /** Games of the stream, by id. */
  readonly live: ReadonlyMap<string, Game>;
}

function CardOfAddress({ me, wanted, season, week, live }: CardOfAddressProps) {
  return (
    <PageData
      of={{ season }}
      failed="The season did not load"
      hint="Your picks are kept on this device. Check your connection, or wait a moment."
    >
      {(data) => {
        if (data.season.weeks.length === 0) {
          return (
            <PageMessage title="No games yet" action={{ label: 'Go to the live page', href: '/live' }}>
              Cards open as soon as the schedule of the season is out.
            </PageMessage>
          );
        }
        if (!week) {
          return (
            <PageMessage title="No such week" action={{ label: 'Go to this week’s card', href: '/card' }}>
              The season has no week “{wanted}”.
            </PageMessage>
          );
        }
        return (
          <section className={styles.page} data-week={week.week}>
            <header className={styles.head}>
              <h1 className="title">
                {week.name} <span className={styles.season}>{data.season.season}</span>
              </h1>
              <WeekSwitcher season={data.season} week={week.week} />
            </header>
            <WeekCard
              key={`${seasonParams(data.season)} ${week.week}`}
              me={me}
              season={data.season}
              week={week}
              live={live}
            />
          </section>
        );
      }}
    </PageData>
  );
}

/** Returns the week of the address; without one the week that takes picks, otherwise the last played one. */
function weekOf({ pickWeek, resultsWeek, weeks }: Season, wanted: string | undefined) {
  const week = wanted === undefined ? (pickWeek ?? resultsWeek ?? weeks[0]?.week) : Number(wanted);
  return weeks.find((each) => each.week === week);
}

type Weeks = Season['weeks'];

const STATES: Readonly<Record<Weeks[number]['state'], string>> = {
  upcoming: 'later',
  open: 'open',
  locked: 'locked',
  done: 'over',
};

/** Navigates to the card of another week: previous, next, or any. */
function WeekSwitcher({ season, week }: { readonly season: Season; readonly week: number }) {
  const [, go] = useLocation();
  const { weeks } = season;
  const page = (to: number | string) => `/card/${to}?${seasonParams(season)}`;
  const step = (to: Weeks[number] | undefined) => to && { href: page(to.week), name: to.name };
  const at = weeks.findIndex((each) => each.week === week);
  return (
    <nav className={styles.switcher} aria-label="Week">
      <Step to={step(weeks[at - 1])} label="Previous week" sign="‹" />
      <select
        className={styles.select}
        aria-label="Week"
        value={week}
        onChange={(event) => go(page(event.target.value))}
      >
        {weeks.map((each) => (
          <option key={each.week} value={each.week}>
            {each.name} · {STATES[each.state]}
          </option>
        ))}
      </select>
      <Step to={step(weeks[at + 1])} label="Next week" sign="›" />
    </nav>
  );
}

interface StepProps {
  readonly to: { readonly href: string; readonly name: string } | undefined;
  readonly label: string;
  readonly sign: string;
}

function Step({ to, label, sign }: StepProps) {
  if (to === undefined) return <span className={styles.none} aria-hidden="true" />;
  return (
    <Link className={styles.step} href={to.href} aria-label={`${label}, ${to.name}`}>
      <span aria-hidden="true">{sign}</span>
    </Link>
  );
}
