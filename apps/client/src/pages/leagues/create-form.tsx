import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { useLocation } from 'wouter';
import { createLeague, refreshLeagues } from '../../game/league-queries.js';
import { useAction } from '../../http/use-action.js';
import { SEEN } from '../../ui/pattern.js';
import { Problem } from '../../ui/problem.js';
import styles from './leagues-page.module.css';
import { RULES_WORDS } from './model/league-words.js';

/** A new league: its name, its rules, and who hands on the code. */
export function CreateForm() {
  const id = useId();
  const client = useQueryClient();
  const [, go] = useLocation();
  const action = useAction();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const rules = RULES_WORDS.find((words) => words.rules === form.get('rules'))?.rules ?? 'classic';
    const visibility = form.get('visibility') === 'open' ? 'open' : 'code';
    const name = String(form.get('name')).trim();
    action.run(async () => {
      const league = await createLeague({ name, rules, visibility });
      await refreshLeagues(client);
      go(`/leagues/${encodeURIComponent(league.id)}`);
    });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.field}>
        <label htmlFor={id}>Name</label>
        <input id={id} name="name" required maxLength={60} {...SEEN} autoComplete="off" />
      </div>
      <fieldset className={styles.choices}>
        <legend>Rules</legend>
        {RULES_WORDS.map(({ rules, name, how }) => (
          <Choice key={rules} group="rules" value={rules} title={name} text={how} />
        ))}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>Who may invite</legend>
        <Choice
          group="visibility"
          value="code"
          title="By code"
          text="Only you see the code and hand it out."
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
        defaultChecked={value === 'classic' || value === 'code'}
      />
      <span>
        <strong>{title}</strong>
        <small>{text}</small>
      </span>
    </label>
  );
}
