import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { useLocation } from 'wouter';
import { joinLeague, refreshLeagues } from '../../game/league-queries.js';
import { useAction } from '../../http/use-action.js';
import { Problem } from '../../ui/problem.js';
import styles from './leagues-page.module.css';
import { codeFrom } from './model/league-words.js';

/** Joins by a code, which is typed, pasted as a link, or part of the page's address. */
export function JoinForm({ code = '' }: { readonly code?: string }) {
  const id = useId();
  const client = useQueryClient();
  const [, go] = useLocation();
  const action = useAction({
    'not-found': 'No league has this code. Check it, or ask the commissioner for the newest one.',
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = codeFrom(String(new FormData(event.currentTarget).get('code')));
    action.run(async () => {
      const league = await joinLeague(typed);
      await refreshLeagues(client, league.id);
      go(`/leagues/${encodeURIComponent(league.id)}`);
    });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.field}>
        <label htmlFor={id}>Code or link</label>
        <input
          id={id}
          name="code"
          required
          maxLength={200}
          defaultValue={code}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
      </div>
      <Problem words={action.problem} />
      <button type="submit" className="button primary" disabled={action.busy}>
        {action.busy ? 'Joining…' : 'Join'}
      </button>
    </form>
  );
}
