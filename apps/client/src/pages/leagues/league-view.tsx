import type { League, Me } from '@sunday-live/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Link, useLocation } from 'wouter';
import { leagueQuery, refreshLeagues, removeMember } from '../../game/league-queries.js';
import { PageData } from '../../game/page-data.js';
import { RULES_WORDS } from '../../game/rules-words.js';
import { useAction } from '../../http/use-action.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Problem } from '../../ui/form.js';
import { COPY_BY_HAND, useCopy, useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import { part } from '../../ui/part.js';
import { CommissionerPanel, EmbedPanel } from './commissioner-panel.js';
import styles from './leagues-page.module.css';
import { MemberList } from './member-list.js';
import { joinLink, leaveWords, memberCount, spacedCode } from './model/league-words.js';

const AnnouncementDesk = part(() => import('../../live/announcements/announcement-desk.js'));

/** One league: its rules, members and code, and the actions of its commissioner. */
export function LeagueView({ me, id }: { readonly me: Me; readonly id: string }) {
  const league = useQuery(leagueQuery(id));
  useTitle(league.data?.name ?? 'League');
  return (
    <PageData
      of={{ league }}
      failed="The league did not load"
      missing={
        <PageMessage title="Not your league" action={{ label: 'Go to my leagues', href: '/leagues' }}>
          You are not in this league, or it no longer exists. Ask its commissioner for the code to join.
        </PageMessage>
      }
    >
      {(data) => <OneLeague me={me} league={data.league} />}
    </PageData>
  );
}

function OneLeague({ me, league }: { readonly me: Me; readonly league: League }) {
  const { id } = league;
  const client = useQueryClient();
  const [, go] = useLocation();
  const leaving = useAction();
  const leave = () =>
    leaving.run(async () => {
      await removeMember(id, 'me');
      await refreshLeagues(client);
      go('/leagues');
      client.removeQueries({ queryKey: ['league', id] });
    });
  const fixed = id === 'everyone';
  const runs = league.role === 'commissioner' && !fixed;
  return (
    <div className="page">
      <header>
        <Link className="tap" href="/leagues">
          ‹ My leagues
        </Link>
        <h1 className="title">{league.name}</h1>
        <p className="quiet">
          {RULES_WORDS[league.rules].name} · {memberCount(league.memberCount)}
          {runs && ' · you are the commissioner'}
        </p>
        <p className="quiet">{RULES_WORDS[league.rules].how}</p>
      </header>
      <div className="buttons">
        <Link className="button primary" href={`/leaderboard/${encodeURIComponent(id)}`}>
          Table
        </Link>
        <Link className="button" href={`/live/${encodeURIComponent(id)}`}>
          Live
        </Link>
      </div>
      {league.code !== null && <Invite code={league.code} />}
      {runs && <CommissionerPanel key={id} league={league} />}
      {runs && league.visibility === 'open' && <EmbedPanel league={league} />}
      {runs && (
        <Suspense fallback={null}>
          <section className="panel">
            <AnnouncementDesk desk={id} audiences={[]} timeZone={me.timeZone} />
          </section>
        </Suspense>
      )}
      <MemberList league={league} me={me.id} runs={runs} />
      {!fixed && (
        <section className="stack">
          <Problem words={leaving.problem} />
          <ConfirmButton
            label="Leave the league"
            question={leaveWords({ ...league, members: league.memberCount })}
            busy={leaving.busy}
            onConfirm={leave}
          />
        </section>
      )}
    </div>
  );
}

/** The code of a league, to copy and share. */
function Invite({ code }: { readonly code: string }) {
  const { said, copy } = useCopy(COPY_BY_HAND);
  return (
    <section className="panel" aria-labelledby="invite">
      <h2 id="invite">Invite</h2>
      <output className={styles.code}>{spacedCode(code)}</output>
      <div className="buttons">
        <button type="button" className="button" onClick={() => copy(code, 'Code copied.')}>
          Copy code
        </button>
        <button
          type="button"
          className="button"
          onClick={() => copy(joinLink(location.origin, code), 'Link copied.')}
        >
          Copy link
        </button>
      </div>
      <p role="status" className="quiet">
        {said}
      </p>
    </section>
  );
}
