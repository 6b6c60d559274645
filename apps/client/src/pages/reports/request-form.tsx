import { type LeagueSummary, type Me, type Member, plain } from '@sunday-live/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useLocation } from 'wouter';
import { useMembers } from '../../game/league-queries.js';
import { useChosenLeague, usualLeague } from '../../game/page-data.js';
import { leaguesQuery } from '../../http/queries.js';
import { useAction } from '../../http/use-action.js';
import { Badge } from '../../ui/badge.js';
import { Problem } from '../../ui/form.js';
import { askForReport, refreshReports } from './report-queries.js';
import styles from './reports-page.module.css';

const MOST = 8;
/** Longer lists are searched by name. */
const SHOWN = 40;

/** Selects a league of the player, and one to eight of its members. */
export function RequestForm({ me }: { readonly me: Me }) {
  const leagues = useQuery(leaguesQuery);
  const mine = leagues.data ?? [];
  const [chosen, setLeague] = useChosenLeague(mine, usualLeague(mine));
  if (leagues.isLoadingError) return <Problem words="Your leagues did not load. Reload the page." />;
  if (leagues.isPending) return <p role="status">Loading your leagues…</p>;
  if (chosen === undefined) return <p className="quiet">Join a league first.</p>;
  return (
    <>
      <label className={`field ${styles.field}`}>
        League
        <select value={chosen.id} onChange={(event) => setLeague(event.target.value)}>
          {leagues.data.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <PlayerPicker key={chosen.id} me={me} league={chosen} />
    </>
  );
}

/** A member in the list. */
type Listed = Pick<Member, 'id' | 'name' | 'team'>;

function PlayerPicker({ me, league }: { readonly me: Me; readonly league: LeagueSummary }) {
  const [chosen, setChosen] = useState<readonly Listed[]>([me]);
  const [sought, setSought] = useState('');
  const members = useMembers(league.id, useDeferredValue(sought.trim()));
  const [, go] = useLocation();
  const client = useQueryClient();
  const action = useAction({
    'too-many-requests': 'Too many reports are in progress. Wait until some are done.',
  });
  if (members.isLoadingError) return <Problem words="The players did not load. Reload the page." />;
  if (members.isPending) return <p role="status">Loading the players…</p>;
  const isChosen = ({ id }: Listed) => chosen.some((one) => one.id === id);
  const [first] = members.data.pages;
  const others = first?.rows.filter((member) => !isChosen(member)) ?? [];
  // chosen ones stay in the list, whatever is looked for
  const found = [...chosen, ...others];
  const more = Math.max(0, (first?.total ?? 0) - SHOWN);
  const toggle = (member: Listed) =>
    setChosen(isChosen(member) ? chosen.filter(({ id }) => id !== member.id) : [...chosen, member]);
  const ask = async () => {
    const id = await askForReport({ players: chosen.map(({ id }) => id), league: league.id });
    await refreshReports(client);
    go(`/reports/${id}`);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        action.run(ask);
      }}
    >
      {league.members > SHOWN && (
        <label className={`field ${styles.field}`}>
          Find a player
          <input
            type="search"
            value={sought}
            maxLength={64}
            onChange={(event) => setSought(event.target.value)}
          />
        </label>
      )}
      <fieldset className={styles.players}>
        <legend>
          Players, one to {MOST}: {chosen.length} chosen
        </legend>
        {found.slice(0, SHOWN).map((member) => (
          <label key={member.id} className={styles.player}>
            <input
              type="checkbox"
              checked={isChosen(member)}
              disabled={chosen.length >= MOST && !isChosen(member)}
              onChange={() => toggle(member)}
            />
            {member.team !== null && <Badge team={member.team} />}
            <span className="whole-name">{member.name}</span>
          </label>
        ))}
      </fieldset>
      {more > 0 && <p className="quiet">{plain(more)} more: type a part of the name.</p>}
      <Problem words={action.problem} />
      <button type="submit" className="button primary" disabled={action.busy || chosen.length === 0}>
        {action.busy ? 'One moment…' : 'Make the report'}
      </button>
    </form>
  );
}
