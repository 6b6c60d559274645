import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { EmailAddress } from '../../ui/email-address.js';
import { Done, Field, Problem } from '../../ui/form.js';
import { sessionsQuery } from './requests.js';

/** Changes the email address; it becomes active when the link in the email is opened. */
export function EmailForm({ email }: { readonly email: string }) {
  const action = useAction();
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const element = event.currentTarget;
    const data = new FormData(element);
    const wanted = String(data.get('email'));
    setMailedTo(null);
    action.run(async () => {
      await sendJson('POST', '/api/me/email', { email: wanted, password: String(data.get('password')) });
      element.reset();
      setMailedTo(wanted);
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>
        Now:{' '}
        <strong>
          <EmailAddress>{email}</EmailAddress>
        </strong>
      </p>
      <Field label="New address" name="email" type="email" autoComplete="email" />
      <Field label="Your password" name="password" type="password" autoComplete="current-password" />
      <Problem words={action.problem} />
      <Done words={mailedTo && `Open the link in the email to ${mailedTo}. Until then nothing changes.`} />
      <button type="submit" className="button" disabled={action.busy}>
        {action.busy ? 'Sending…' : 'Send the link'}
      </button>
    </form>
  );
}

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
    <form className="stack" onSubmit={submit}>
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
