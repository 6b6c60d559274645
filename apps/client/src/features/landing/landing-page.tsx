import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { demoQuery } from '../../http/queries.js';
import { useTitle } from '../../ui/use-title.js';
import styles from './landing.module.css';

/** What a visitor sees: the game in three sentences. */
export default function LandingPage() {
  useTitle('The table moves with every touchdown');
  const { data: demo } = useQuery(demoQuery);
  return (
    <section className={styles.page}>
      <p className={styles.kicker}>A weekly NFL prediction game</p>
      <h1 className={styles.title}>The table moves with every touchdown.</h1>
      <ol className={styles.steps}>
        <li>
          Before the week kicks off, pick the winner of every game: a right pick scores what the winner
          scored.
        </li>
        <li>
          Make one road team your banker for double the points, won or lost, and play a joker when you are
          sure.
        </li>
        <li>Then sit down on Sunday and watch your league rise and fall with every score, as it happens.</li>
      </ol>
      <p className={styles.actions}>
        <Link className="button primary" href="/sign-in">
          {demo && demo.accounts.length > 0 ? 'Try the demo' : 'Sign in'}
        </Link>
        <Link className="button" href="/register">
          Register
        </Link>
      </p>
    </section>
  );
}
