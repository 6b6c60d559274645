import { plain, signed } from '@sunday-live/contract';
import {
  DEFAULT_RULES,
  JOKERS_PER_SEASON,
  RULES,
  RULES_NAMES,
  type Rules,
  weekPhrase,
} from '@sunday-live/scoring';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { HowSure } from '../../game/how-sure.js';
import { SEASON, WEEK } from '../../game/recorded-sunday.js';
import { RULES_WORDS } from '../../game/rules-words.js';
import { scoreLine } from '../../game/words.js';
import { seasonQuery } from '../../http/queries.js';
import { useTitle } from '../../ui/hooks.js';
import { lastSecondTurn, tiedBanker, workedCards } from './model/examples.js';
import styles from './rules-page.module.css';
import { WorkedCardTable } from './worked-card.js';

/** The rules of play and scoring; every number is computed by the rules that score real cards. */
export default function RulesPage() {
  useTitle('Rules');
  return (
    <article className={`page ${styles.page}`}>
      <h1 className="title">Rules</h1>
      <CardRules />
      <Examples />
      <RuleSets />
      <LiveRules />
      <Locks />
      <TableRules />
      <section>
        <h2>Chances to win</h2>
        <p>
          The chances page simulates the open games on your device. It is a forecast and changes no standings.
        </p>
        <HowSure />
      </section>
    </article>
  );
}

function CardRules() {
  const { banker, joker } = RULES[DEFAULT_RULES];
  return (
    <section>
      <h2>Your card</h2>
      <ul className="bullets">
        <li>
          Pick the winner of every game of the week. A right pick scores the points that the winner scored; a
          wrong one nothing.
        </li>
        <li>
          Make one road team that you pick your <strong>banker</strong>: it counts {banker} times, for you if
          it wins, against you if it loses. Each team can be your banker once a season.
        </li>
        <li>
          Play a <strong>joker</strong> when you are sure: it multiplies the banker by a further{' '}
          {joker?.factor}, won or lost. You have {JOKERS_PER_SEASON} a season, at most one a week.
        </li>
        <li>A week without a card scores 0.</li>
      </ul>
    </section>
  );
}

function Examples() {
  const [cards] = useState(workedCards);
  return (
    <section>
      <h2>
        Worked out: {weekPhrase('regular', WEEK)} of {SEASON}
      </h2>
      <p>Five games of a real Sunday, two cards, and what they are worth by each set of rules.</p>
      {cards.map((card) => (
        <WorkedCardTable key={card.name} card={card} />
      ))}
    </section>
  );
}

function RuleSets() {
  return (
    <section>
      <h2>Ways to rank</h2>
      <p>You make one card a week. Each league ranks it by rules of its own choice.</p>
      <dl className={styles.sets}>
        {RULES_NAMES.map((id) => (
          <div key={id}>
            <dt>{RULES_WORDS[id].name}</dt>
            <dd>{setWords(RULES[id])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function setWords({ pick, banker, joker }: Rules): string {
  const base = pick === 'one' ? 'One point for each right pick.' : 'A right pick scores the winner’s score.';
  if (banker === null) return `${base} No banker, no joker.`;
  const twice = ` The banker counts ${banker} times, both ways.`;
  if (!joker) return base + twice;
  const what = joker.on === 'week' ? 'every pick of its week' : 'the banker';
  const which = joker.counts === 'first' ? 'The first joker of the season' : 'Each joker';
  return `${base}${twice} ${which} multiplies ${what} by ${joker.factor}.`;
}

function LiveRules() {
  const [{ before, after, pointsBefore, pointsAfter }] = useState(lastSecondTurn);
  const [tied] = useState(tiedBanker);
  return (
    <section>
      <h2>During games</h2>
      <ul className="bullets">
        <li>
          The team that leads now counts as the winner, so the standings move with every score. With{' '}
          {scoreLine(before)} a banker on {before.away} stood at {signed(pointsBefore)}; the last play made it{' '}
          {scoreLine(after)}, and {signed(pointsAfter)}.
        </li>
        <li>
          A tie scores 0 for everybody: had it ended {scoreLine(tied.game)}, a banker on {tied.game.away}{' '}
          would have been worth {plain(tied.points)}.
        </li>
        <li>
          A game that is postponed or called off does not count, and its banker’s team is yours to use again.
        </li>
        <li>
          When a score is corrected, by the league or by the feed, all standings are computed again from the
          cards and the games. Standings are unofficial until the results are confirmed.
        </li>
      </ul>
    </section>
  );
}

function Locks() {
  const { data: season } = useQuery(seasonQuery);
  return (
    <section>
      <h2>When cards lock</h2>
      <ul className="bullets">
        <li>
          <strong>By the week:</strong> the whole card locks at the week’s first kickoff, on Thursday at 21:00
          in London at the latest, but never more than 24 hours before that kickoff.
          {season?.lock === 'week' && <em className={styles.now}> This season.</em>}
        </li>
        <li>
          <strong>By kickoff:</strong> each game locks when it starts; the banker and its joker lock with the
          banker’s game.
          {season?.lock === 'kickoff' && <em className={styles.now}> This season.</em>}
        </li>
        <li>The server’s clock decides. Until the lock you can change your card as often as you like.</li>
        <li>Nobody sees your picks of a game before it is locked.</li>
      </ul>
    </section>
  );
}

function TableRules() {
  return (
    <section>
      <h2>The standings</h2>
      <ul className="bullets">
        <li>Day and week: more points first, then more right picks.</li>
        <li>Season: more points, then more right picks, then the better average of the bankers.</li>
        <li>Players who are level in all of these share the place: 1, 1, 3.</li>
      </ul>
    </section>
  );
}
