import { type FormEvent, useState } from 'react';
import { sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { EmailAddress } from '../../ui/email-address.js';
import { Field } from '../../ui/field.js';
import form from '../../ui/form.module.css';
import { Done, Problem } from '../../ui/problem.js';

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
    <form className={form.form} onSubmit={submit}>
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
