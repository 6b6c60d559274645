import type { League } from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { changeLeague, refreshLeagues } from '../../game/league-queries.js';
import { useAction } from '../../http/use-action.js';
import { Problem } from '../../ui/form.js';
import { COPY_BY_HAND, useCopy } from '../../ui/hooks.js';
import { embedCode } from '../../widget/asked.js';
import styles from './leagues-page.module.css';

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
    <section className={styles.panel} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>On other sites</h2>
      <p className="quiet">
        {league.widget
          ? 'Anybody on the web can see the names and points of the first ten, live.'
          : 'Show the standings on your club’s page. Anybody on the web then sees the names and points of the first ten.'}
      </p>
      {league.widget && (
        <div className={styles.field}>
          <label htmlFor={id}>Code for the page</label>
          <textarea id={id} readOnly rows={4} value={code} onFocus={(event) => event.target.select()} />
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
