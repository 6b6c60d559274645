import { Link } from 'wouter';
import { useTitle } from '../../ui/hooks.js';
import styles from './about-page.module.css';
import { LIBRARIES } from './libraries.js';

/** What the game is, what data it stores, and the libraries that it uses. */
export default function AboutPage() {
  useTitle('About');
  return (
    <article className={`page ${styles.page}`}>
      <h1 className="title">About Sunday Live</h1>
      <p>
        A prediction game among friends for the NFL season. You pick the winners before the week kicks off,
        and on Sunday the table moves with every score. There is nothing to pay and nothing to win but the
        table. The <Link href="/rules">rules</Link> explain the scoring.
      </p>
      <section>
        <h2>Your data</h2>
        <ul className="bullets">
          <li>We store what you give us: name, email, favourite team, time zone, your cards and leagues.</li>
          <li>
            Members of your leagues see your name, team, points and locked picks. Only the admins see your
            email.
          </li>
          <li>
            One cookie keeps you signed in. There is no advertising, no tracking and no third party on these
            pages.
          </li>
          <li>Drafts of cards, the banker plan and the theme stay on your device.</li>
          <li>Passwords are stored hashed, never as you typed them.</li>
        </ul>
      </section>
      <section>
        <h2>Scores</h2>
        <p>
          Scores, schedules and odds come from ESPN’s public scoreboard and can be late or wrong. Sunday Live
          is not affiliated with ESPN, the NFL or any of its teams. Team names only identify the teams; there
          are no logos here.
        </p>
      </section>
      <section>
        <h2>Open source</h2>
        <p>Sunday Live is built with these libraries, with thanks to their authors:</p>
        <ul className={styles.libraries}>
          {LIBRARIES.map(({ name, licence, by }) => (
            <li key={name}>
              <strong>{name}</strong> {licence}, © {by}
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}
