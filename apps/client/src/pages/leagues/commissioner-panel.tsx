import type { League } from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { changeLeague, type LeagueChange, refreshLeagues } from '../../game/league-queries.js';
import { useAction } from '../../http/use-action.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Done, Problem, SEEN } from '../../ui/form.js';
import styles from './leagues-page.module.css';

/** The commissioner's settings of a league: name, visibility of the code, new code. */
export function CommissionerPanel({ league }: { readonly league: League }) {
  const id = useId();
  const client = useQueryClient();
  const action = useAction();
  const [renamed, setRenamed] = useState(false);
  const change = (what: LeagueChange) =>
    action.run(async () => {
      await changeLeague(league.id, what);
      await refreshLeagues(client, league.id);
    });
  const rename = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name')).trim();
    setRenamed(false);
    action.run(async () => {
      await changeLeague(league.id, { name });
      await refreshLeagues(client, league.id);
      setRenamed(true);
    });
  };
  const open = league.visibility === 'open';
  return (
    <section className={styles.panel} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Run the league</h2>
      <form className={styles.rename} onSubmit={rename} onChange={() => setRenamed(false)}>
        <div className={styles.field}>
          <label htmlFor={id}>Name</label>
          <input id={id} name="name" required maxLength={60} {...SEEN} defaultValue={league.name} />
        </div>
        <button type="submit" className="button" disabled={action.busy}>
          Rename
        </button>
      </form>
      <Done words={renamed ? `Renamed: the league is called ${league.name} now.` : null} />
      <p className="quiet">
        {open ? 'Open: every member sees the code.' : 'By code: only you see the code.'}
      </p>
      <div className="buttons">
        <button
          type="button"
          className="button"
          disabled={action.busy}
          onClick={() => change({ visibility: open ? 'code' : 'open' })}
        >
          {open ? 'Show the code to me only' : 'Show the code to all members'}
        </button>
        <ConfirmButton
          label="Make a new code"
          question="The old code and its links stop working. Members stay."
          busy={action.busy}
          onConfirm={() => change({ newCode: true })}
        />
      </div>
      <Problem words={action.problem} />
    </section>
  );
}
