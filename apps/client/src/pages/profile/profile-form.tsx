import type { Me } from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { TeamField, ZoneField } from '../../game/profile-fields.js';
import { useAction } from '../../http/use-action.js';
import { Done, Field, Problem, SEEN } from '../../ui/form.js';
import styles from './profile.module.css';
import { changeProfile } from './requests.js';

const EMAILS = [
  ['reminder48h', 'A reminder two days before the deadline, while picks are missing'],
  ['pickConfirmation', 'My picks, whenever I save a card'],
  ['weeklyResult', 'The result of each week'],
  ['announcements', 'Announcements that admins and commissioners also send by email'],
] as const;

/** Edits name, team, time zone, emails and the first page. */
export function ProfileForm({ me }: { readonly me: Me }) {
  const client = useQueryClient();
  const action = useAction();
  const [saved, setSaved] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const name = String(data.get('name')).trim();
    const team = String(data.get('team'));
    setSaved(false);
    action.run(async () => {
      await changeProfile(client, {
        // an unchanged name is not sent, because today's rule for names might refuse it
        ...(name === me.name ? {} : { name }),
        team: team === '' ? null : team,
        ...(data.has('timeZone') ? { timeZone: String(data.get('timeZone')) } : {}),
        notifications: Object.fromEntries(EMAILS.map(([name]) => [name, data.has(name)])),
        liveLanding: data.get('landing') === 'live',
      });
      setSaved(true);
    });
  };
  return (
    <form className="stack" onSubmit={submit} onChange={() => setSaved(false)}>
      <Field
        label="Name in the standings"
        name="name"
        autoComplete="nickname"
        maxLength={60}
        {...SEEN}
        defaultValue={me.name}
      />
      <TeamField team={me.team} />
      {/* many visitors share a demo account: each device uses its own zone */}
      {!me.demo && <ZoneField zone={me.timeZone} />}
      <fieldset className={styles.choices}>
        <legend>Emails</legend>
        {EMAILS.map(([name, words]) => (
          <label key={name} className={styles.choice}>
            <input type="checkbox" name={name} defaultChecked={me.notifications[name]} />
            {words}
          </label>
        ))}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>What opens first</legend>
        <label className={styles.choice}>
          <input type="radio" name="landing" value="live" defaultChecked={me.liveLanding} />
          The live page
        </label>
        <label className={styles.choice}>
          <input type="radio" name="landing" value="home" defaultChecked={!me.liveLanding} />
          Home: my next card, my places
        </label>
      </fieldset>
      <Problem words={action.problem} />
      <Done words={saved ? 'Saved.' : null} />
      <button type="submit" className="button primary" disabled={action.busy}>
        {action.busy ? 'Saving…' : 'Save'}
      </button>
    </form>
  );
}
