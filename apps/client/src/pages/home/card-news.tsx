import type { MyCards, Season } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { Link } from 'wouter';
import { seasonParams } from '../../http/week.js';
import styles from './home-page.module.css';
import { newsOfCards } from './model/words.js';

interface CardNewsProps {
  readonly cards: MyCards;
  readonly season: Season;
}

/** Notices about the player's cards, those of a card with one link to it. */
export function CardNews({ cards, season }: CardNewsProps) {
  const news = newsOfCards(cards, season);
  if (news.length === 0) return null;
  return (
    <ul className={styles.news} data-card-news="">
      {news.map(({ week, messages }) => (
        <li key={week}>
          {messages.map((message) => (
            <p key={message}>{message}</p>
          ))}
          <Link href={`/card/${week}?${seasonParams(season)}`}>Card of {weekPhrase(season.type, week)}</Link>
        </li>
      ))}
    </ul>
  );
}
