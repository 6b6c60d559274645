import type { Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { RULES_WORDS } from '../../game/rules-words.js';
import { leaguesQuery } from '../../http/queries.js';
import { Problem } from '../../ui/form.js';
import { useTitle } from '../../ui/hooks.js';
import { CreateForm, JoinForm } from './league-forms.js';
import { LeagueView } from './league-view.js';
import styles from './leagues-page.module.css';
import { memberCount } from './model/league-words.js';
import { OpenLeagues } from './open-leagues.js';

interface LeaguesPageProps {
  readonly me: Me;
  /** The league to show; absent: all of the player's leagues. */
  readonly league?: string | undefined;
  /** The code of an invitation link. */
  readonly code?: string | undefined;
}

/** The player's leagues, one of them, or an invitation. */
export default function LeaguesPage({ me, league, code }: LeaguesPageProps) {
  if (league !== undefined) return <LeagueView key={league} me={me} id={league} />;
  if (code !== undefined) return <Invitation code={code} />;
  return <MyLeagues />;
}

function Invitation({ code }: { readonly code: string }) {
  useTitle('Join a league');
  return (
    <div className="page">
      <h1 className="title">You are invited to a league</h1>
      <JoinForm code={code} />
      <p>
        <Link className="button" href="/leagues">
          Go to my leagues
        </Link>
      </p>
    </div>
  );
}

function MyLeagues() {
  useTitle('Leagues');
  const leagues = useQuery(leaguesQuery);
  return (
    <div className="page">
      <h1 className="title">My leagues</h1>
      {leagues.isPending && <p role="status">Loading your leagues…</p>}
      {leagues.isLoadingError && (
        <>
          <Problem words="Your leagues did not load. Check your connection, then try again." />
          <button type="button" className="button" onClick={() => void leagues.refetch()}>
            Try again
          </button>
        </>
      )}
      {leagues.data?.length === 0 && (
        <p className="quiet">You are in no league yet. Join one by its code, or create your own.</p>
      )}
      <ul className={styles.list}>
        {leagues.data?.map((league) => (
          <li key={league.id} data-league={league.id}>
            <Link className="entry" href={`/leagues/${encodeURIComponent(league.id)}`}>
              <strong>{league.name}</strong>
              <span className="quiet">
                {RULES_WORDS[league.rules].name} · {memberCount(league.members)}
              </span>
              {league.role === 'commissioner' && <span className="tag">Commissioner</span>}
            </Link>
          </li>
        ))}
      </ul>
      <div className={styles.forms}>
        <section className="panel" aria-labelledby="join-title">
          <h2 id="join-title">Join a league</h2>
          <JoinForm />
        </section>
        <section className="panel" aria-labelledby="create-title">
          <h2 id="create-title">Create a league</h2>
          <CreateForm />
        </section>
        <OpenLeagues />
      </div>
    </div>
  );
}
