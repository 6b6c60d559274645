import { DEFAULT_RULES, RULES_NAMES } from '@sunday-live/scoring';
import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useLocation } from 'wouter';
import { createLeague, joinLeague, refreshLeagues } from '../../game/league-queries.js';
import { RULES_WORDS } from '../../game/rules-words.js';
import { useAction } from '../../http/use-action.js';
import { Field, Problem, SEEN } from '../../ui/form.js';
import styles from './leagues-page.module.css';
import { codeFrom } from './model/league-words.js';

/** Creates a league: its name, its rules, and who sees the code. */
export function CreateForm() {
  const client = useQueryClient();
  const [, go] = useLocation();
  const action = useAction();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const rules = RULES_NAMES.find((name) => name === form.get('rules')) ?? DEFAULT_RULES;
    const visibility = form.get('visibility') === 'open' ? 'open' : 'code';
    const name = String(form.get('name')).trim();
    action.run(async () => {
      const league = await createLeague({ name, rules, visibility });
      await refreshLeagues(client);
      go(`/leagues/${encodeURIComponent(league.id)}`);
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field label="Name" name="name" maxLength={60} {...SEEN} autoComplete="off" />
      <fieldset className={styles.choices}>
        <legend>Rules</legend>
        {RULES_NAMES.map((rules) => (
          <Choice
            key={rules}
            group="rules"
            value={rules}
            title={RULES_WORDS[rules].name}
            text={RULES_WORDS[rules].how}
          />
        ))}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>Who may invite</legend>
        <Choice
          group="visibility"
          value="code"
          title="By code"
          text="Only you see the code and can share it."
        />
        <Choice
          group="visibility"
          value="open"
          title="Open"
          text="Everybody finds it among the open leagues and may join; every member sees the code."
        />
      </fieldset>
      <Problem words={action.problem} />
      <button type="submit" className="button primary" disabled={action.busy}>
        {action.busy ? 'Creating…' : 'Create'}
      </button>
    </form>
  );
}

interface ChoiceProps {
  readonly group: string;
  readonly value: string;
  readonly title: string;
  readonly text: string;
}

function Choice({ group, value, title, text }: ChoiceProps) {
  return (
    <label className={styles.choice}>
      <input
        type="radio"
        name={group}
        value={value}
        defaultChecked={value === DEFAULT_RULES || value === 'code'}
      />
      <span>
        <strong>{title}</strong>
        <small>{text}</small>
      </span>
    </label>
  );
}

/** Joins by a code, which is typed, pasted as a link, or part of the page's address. */
export function JoinForm({ code = '' }: { readonly code?: string }) {
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
    <form className="stack" onSubmit={submit}>
      <Field
        label="Code or link"
        name="code"
        maxLength={200}
        defaultValue={code}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
      />
      <Problem words={action.problem} />
      <button type="submit" className="button primary" disabled={action.busy}>
        {action.busy ? 'Joining…' : 'Join'}
      </button>
    </form>
  );
}
