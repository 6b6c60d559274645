import type { League } from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { changeLeague, type LeagueChange, refreshLeagues } from '../../game/league-queries.js';
import { useAction } from '../../http/use-action.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Done, Field, Problem, SEEN } from '../../ui/form.js';
import { COPY_BY_HAND, useCopy } from '../../ui/hooks.js';
import { embedCode } from '../../widget/asked.js';
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
    <section className="panel" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Run the league</h2>
      <form className={styles.rename} onSubmit={rename} onChange={() => setRenamed(false)}>
        <Field label="Name" name="name" maxLength={60} {...SEEN} defaultValue={league.name} />
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

/** Allows other sites to show the league's standings, with the code to embed; for open leagues only. */
export function EmbedPanel({ league }: { readonly league: League }) {
  const id = useId();
  const client = useQueryClient();
  const action = useAction();
  const { said, copy } = useCopy(COPY_BY_HAND);
  const code = embedCode(location.origin, league);
  const change = (widget: boolean) =>
    action.run(async () => {
      await changeLeague(league.id, { widget });
      await refreshLeagues(client, league.id);
    });
  return (
    <section className="panel" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>On other sites</h2>
      <p className="quiet">
        {league.widget
          ? 'Anybody on the web can see the names and points of the first ten, live.'
          : 'Show the standings on your club’s page. Anybody on the web then sees the names and points of the first ten.'}
      </p>
      {league.widget && (
        <div className="field">
          <label htmlFor={id}>Code for the page</label>
          <textarea
            id={id}
            className={styles.copied}
            readOnly
            rows={4}
            value={code}
            onFocus={(event) => event.target.select()}
          />
          <p className="quiet">
            It follows the visitor’s light or dark theme; add ?theme=dark or ?theme=light to the address to
            choose.
          </p>
        </div>
      )}
      <div className="buttons">
        {league.widget && (
          <button type="button" className="button primary" onClick={() => copy(code, 'Code copied.')}>
            Copy embed code
          </button>
        )}
        <button
          type="button"
          className="button"
          disabled={action.busy}
          onClick={() => change(!league.widget)}
        >
          {league.widget ? 'Stop showing them' : 'Let other sites show the standings'}
        </button>
      </div>
      <p role="status" className="quiet">
        {said}
      </p>
      <Problem words={action.problem} />
    </section>
  );
}
