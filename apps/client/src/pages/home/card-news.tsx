import type { MyCards, Season } from '@sunday-live/contract';
import { weekPhrase } from '@sunday-live/scoring';
import { Link } from 'wouter';
import { seasonParams } from '../../http/week.js';
import styles from './home-page.module.css';
import { newsOfCards } from './model/card-news.js';

interface CardNewsProps {
  readonly cards: MyCards;
  readonly season: Season;
}

/** Notices about the player's cards, each with a link to the card. */
export function CardNews({ cards, season }: CardNewsProps) {
  const news = newsOfCards(cards, season);
  if (news.length === 0) return null;
  return (
    <ul className={styles.news} data-card-news="">
      {news.map(({ week, message }) => (
        <li key={`${week} ${message}`}>
          {message}{' '}
          <Link href={`/card/${week}?${seasonParams(season)}`}>Card of {weekPhrase(season.type, week)}</Link>
        </li>
      ))}
    </ul>
  );
}
