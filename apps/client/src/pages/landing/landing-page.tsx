import type { DemoAccounts } from '@sunday-live/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { sendJson } from '../../http/http.js';
import { demoQuery, meQuery } from '../../http/queries.js';
import { useTitle } from '../../ui/hooks.js';
import styles from './landing.module.css';
import { SundayPicture } from './sunday-picture.js';

/** The page for visitors: the game in three sentences, and a replayed Sunday. */
export default function LandingPage() {
  useTitle('The table moves with every touchdown');
  const { data: demo } = useQuery(demoQuery);
  const player = demo?.accounts.find(({ role }) => role === 'player');
  return (
    <div className={styles.page}>
      <section className={styles.words}>
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
          <li>
            Then sit down on Sunday and watch your league rise and fall with every score, as it happens.
          </li>
        </ol>
        <div className="buttons">
          {player && <DemoEntry account={player} />}
          <Link className={player ? 'button' : 'button primary'} href="/register">
            Register
          </Link>
          <Link className="button" href="/sign-in">
            Sign in
          </Link>
        </div>
        <p>
          <Link className="tap" href="/rules">
            The rules, with a real week worked out
          </Link>
        </p>
      </section>
      <SundayPicture />
    </div>
  );
}

interface DemoEntryProps {
  readonly account: DemoAccounts['accounts'][number];
}

/** Signs in to the demo as one of its players. */
function DemoEntry({ account: { email, password } }: DemoEntryProps) {
  const client = useQueryClient();
  const enter = useMutation({
    mutationFn: () => sendJson('POST', '/api/auth/sign-in/email', { email, password }),
    onSuccess: () => client.resetQueries({ queryKey: meQuery.queryKey }),
  });
  return (
    <>
      <button
        type="button"
        className="button primary"
        aria-disabled={enter.isPending}
        onClick={() => {
          if (!enter.isPending) enter.mutate();
        }}
      >
        {enter.isPending ? 'Opening…' : 'Watch the demo'}
      </button>
      {enter.isError && <p role="alert">The demo did not open. Try again in a moment.</p>}
    </>
  );
}
