import type { Me, Member } from '@sunday-live/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { leagueQuery } from '../../game/league-queries.js';
import { useChosenLeague, usualLeague } from '../../game/use-chosen-league.js';
import { leaguesQuery } from '../../http/queries.js';
import { useAction } from '../../http/use-action.js';
import { Badge } from '../../ui/badge.js';
import { Problem } from '../../ui/problem.js';
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
  const league = chosen?.id;
  if (league === undefined) return <p className="quiet">Join a league first.</p>;
  return (
    <>
      <label className={styles.field}>
        League
        <select value={league} onChange={(event) => setLeague(event.target.value)}>
          {leagues.data.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <PlayerPicker key={league} me={me} league={league} />
    </>
  );
}

function PlayerPicker({ me, league }: { readonly me: Me; readonly league: string }) {
  const members = useQuery(leagueQuery(league));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set([me.id]));
  const [sought, setSought] = useState('');
  const [, go] = useLocation();
  const client = useQueryClient();
  const action = useAction({
    'too-many-requests': 'Too many reports are in progress. Wait until some are done.',
  });
  if (members.isLoadingError) return <Problem words="The players did not load. Reload the page." />;
  if (members.isPending) return <p role="status">Loading the players…</p>;
  const all = members.data.members;
  const found = matching(all, sought, chosen);
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const ask = async () => {
    const id = await askForReport({ players: [...chosen], league });
    await refreshReports(client);
    go(`/reports/${id}`);
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        action.run(ask);
      }}
    >
      {all.length > SHOWN && (
        <label className={styles.field}>
          Find a player
          <input type="search" value={sought} onChange={(event) => setSought(event.target.value)} />
        </label>
      )}
      <fieldset className={styles.players}>
        <legend>
          Players, one to {MOST}: {chosen.size} chosen
        </legend>
        {found.slice(0, SHOWN).map(({ id, name, team }) => (
          <label key={id} className={styles.player}>
            <input
              type="checkbox"
              checked={chosen.has(id)}
              disabled={chosen.size >= MOST && !chosen.has(id)}
              onChange={() => toggle(id)}
            />
            {team !== null && <Badge team={team} />}
            <span className="whole-name">{name}</span>
          </label>
        ))}
      </fieldset>
      {found.length > SHOWN && <p className="quiet">{found.length - SHOWN} more: type a part of the name.</p>}
      <Problem words={action.problem} />
      <button type="submit" className="button primary" disabled={action.busy || chosen.size === 0}>
        {action.busy ? 'One moment…' : 'Make the report'}
      </button>
    </form>
  );
}

/** Returns the members that match; chosen ones stay in the list. */
function matching(all: readonly Member[], sought: string, chosen: ReadonlySet<string>): Member[] {
  const part = sought.trim().toLowerCase();
  const fits = ({ id, name }: Member) => chosen.has(id) || name.toLowerCase().includes(part);
  return all.filter(fits).sort((a, b) => Number(chosen.has(b.id)) - Number(chosen.has(a.id)));
}
