import type { Game, Me, MyCards, Season } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { type Draft, facing, isDraft } from '../../game/card-draft.js';
import { myCardsQuery, useClockOffset, weekGamesQuery } from '../../game/card-queries.js';
import { Countdown, deadlineOf, nextLock, useLocked } from '../../game/lock.js';
import { draftKey, seasonParams } from '../../http/week.js';
import { useRemembered } from '../../ui/use-remembered.js';
import styles from './home-page.module.css';
import { cardState, newsOfCards } from './model/words.js';
import { TryAgain } from './places.js';

interface NextCardProps {
  readonly me: Me;
  readonly season: Season;
}

/** The week that takes picks: its deadline and the state of the player's card. */
export function NextCard({ me, season }: NextCardProps) {
  const week = season.weeks.find((each) => each.week === season.pickWeek);
  if (!week) {
    return (
      <section className={`panel ${styles.box}`} aria-labelledby="next">
        <h2 id="next">Next card</h2>
        <p>
          {season.weeks.length === 0
            ? 'Cards open when the schedule is out.'
            : 'No week is open for picks now.'}
        </p>
      </section>
    );
  }
  return (
    <section className={`panel ${styles.box}`} aria-labelledby="next" data-next-card={week.week}>
      <h2 id="next">{week.name}: your card</h2>
      <OpenCard key={week.week} me={me} season={season} week={week} />
    </section>
  );
}

function OpenCard({ me, season, week }: NextCardProps & { readonly week: Season['weeks'][number] }) {
  const games = useQuery(weekGamesQuery({ ...season, week: week.week }));
  const cards = useQuery(myCardsQuery(season));
  const clock = useClockOffset();
  if (games.isLoadingError || cards.isLoadingError) {
    return <TryAgain onAgain={() => void Promise.all([games.refetch(), cards.refetch()])} />;
  }
  if (games.isPending || cards.isPending || clock.isPending) return <p className="quiet">One moment…</p>;
  return (
    <Deadline
      me={me}
      season={season}
      week={week}
      games={games.data.games}
      cards={cards.data}
      clockOffset={clock.data ?? 0}
    />
  );
}

interface DeadlineProps extends NextCardProps {
  readonly week: Season['weeks'][number];
  readonly games: readonly Game[];
  readonly cards: MyCards;
  readonly clockOffset: number;
}

function Deadline({ me, season, week, games, cards, clockOffset }: DeadlineProps) {
  const [kept] = useRemembered<Draft | null>(draftKey(me.id, { ...season, week: week.week }), null, isDraft);
  const deadline = deadlineOf(week);
  const locked = useLocked(games, season.lock, deadline, clockOffset);
  const stored = cards.cards.find((card) => card.week === week.week) ?? null;
  const state = cardState(stored, facing(kept, games), games, locked);
  return (
    <>
      <Countdown
        lockAt={nextLock(games, season.lock, deadline, locked)}
        byGame={season.lock === 'kickoff'}
        clockOffset={clockOffset}
        timeZone={me.timeZone}
      />
      <CardNews cards={cards} season={season} />
      {state.late.map((words) => (
        <p key={words} className={styles.late}>
          {words}
        </p>
      ))}
      <p data-tone={state.tone} className={styles.state}>
        {state.tone === 'done' && '✓ '}
        {state.words}
      </p>
      <Link
        className={state.tone === 'todo' ? 'button primary' : 'button'}
        href={`/card/${week.week}?${seasonParams(season)}`}
      >
        {state.action}
      </Link>
    </>
  );
}

interface CardNewsProps {
  readonly cards: MyCards;
  readonly season: Season;
}

/** Notices about the player's cards, those of a card with one link to it. */
function CardNews({ cards, season }: CardNewsProps) {
  const news = newsOfCards(cards, season);
  if (news.length === 0) return null;
  return (
    <ul className={styles.news} data-card-news="">
      {news.map(({ week, messages }) => (
        <li key={week}>
          {messages.map((message) => (
            <p key={message}>{message}</p>
          ))}
          <Link className="tap" href={`/card/${week}?${seasonParams(season)}`}>
            Card of {weekPhrase(season.type, week)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
