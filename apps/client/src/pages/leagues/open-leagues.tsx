import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useLocation } from 'wouter';
import { joinOpenLeague, openLeaguesQuery, refreshLeagues } from '../../game/league-queries.js';
import { RULES_WORDS } from '../../game/rules-words.js';
import { useAction } from '../../http/use-action.js';
import { Problem } from '../../ui/form.js';
import { SearchInput } from '../../ui/search-input.js';
import styles from './leagues-page.module.css';
import { memberCount } from './model/league-words.js';

/** Open leagues that the player may join, with a search by name. */
export function OpenLeagues() {
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const open = useQuery(openLeaguesQuery(search));
  const joining = useAction({
    'not-found': 'This league is no longer open. Ask its commissioner for the code.',
  });
  const client = useQueryClient();
  const [, go] = useLocation();
  const join = (id: string) =>
    joining.run(async () => {
      await joinOpenLeague(id);
      await refreshLeagues(client, id);
      go(`/leagues/${encodeURIComponent(id)}`);
    });
  return (
    <section className="panel" aria-labelledby="open-title">
      <h2 id="open-title">Open leagues</h2>
      <SearchInput
        label="Look for a league"
        placeholder="A part of its name"
        maxLength={60}
        value={typed}
        onChange={setTyped}
      />
      <Problem words={joining.problem} />
      {open.isPending && <p role="status">Looking…</p>}
      {open.isLoadingError && (
        <Problem words="The open leagues did not load. Check your connection, then try again." />
      )}
      {open.data?.length === 0 && (
        <p className="quiet">
          {search === ''
            ? 'There is no other open league. Create one: choose “open”, and everybody finds it here.'
            : 'No open league has this text in its name.'}
        </p>
      )}
      <ul className={styles.list}>
        {open.data?.map(({ id, name, rules, members }) => (
          <li key={id} className={styles.openLeague} data-open-league={id}>
            <span>
              <strong>{name}</strong>
              <span className="quiet">
                {RULES_WORDS[rules].name} · {memberCount(members)}
              </span>
            </span>
            <button
              type="button"
              className="button"
              disabled={joining.busy}
              onClick={() => join(id)}
              aria-label={`Join ${name}`}
            >
              Join
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
