import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { Field } from '../../ui/field.js';
import form from '../../ui/form.module.css';
import { Done, Problem } from '../../ui/problem.js';
import { sessionsQuery } from './requests.js';

/** Changes the password; other devices are signed out. */
export function PasswordForm() {
  const client = useQueryClient();
  const action = useAction();
  const [changed, setChanged] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const element = event.currentTarget;
    const data = new FormData(element);
    setChanged(false);
    action.run(async () => {
      await sendJson('POST', '/api/auth/change-password', {
        currentPassword: String(data.get('current')),
        newPassword: String(data.get('new')),
      });
      element.reset();
      setChanged(true);
      await client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    });
  };
  return (
    <form className={form.form} onSubmit={submit}>
      <Field label="Current password" name="current" type="password" autoComplete="current-password" />
      <Field
        label="New password"
        hint="At least 8 characters"
        name="new"
        type="password"
        autoComplete="new-password"
        minLength={8}
        maxLength={128}
      />
      <Problem words={action.problem} />
      <Done words={changed ? 'Changed. Your other devices are signed out.' : null} />
      <button type="submit" className="button" disabled={action.busy}>
        {action.busy ? 'Changing…' : 'Change the password'}
      </button>
    </form>
  );
}
