import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Sheet } from '../../ui/sheet.js';
import styles from './admin-page.module.css';
import { FormEnd } from './reason-form.js';
import { ADMIN_KEY } from './section.js';

/** A change that needs confirmation and a reason. */
export interface Danger {
  readonly title: string;
  /** What the change does. */
  readonly consequence: string;
  /** The label of the button. */
  readonly label: string;
  /** Asks when the change begins, too. */
  readonly starts?: boolean;
  /** @param from when it begins (ISO 8601); undefined: now */
  readonly run: (why: string, from?: string) => Promise<unknown>;
}

/** Shows what a change does, asks for the reason, and runs it; the audit log records the reason. */
export function AskWhy({
  title,
  consequence,
  label,
  starts = false,
  run,
  onClose,
}: Danger & { readonly onClose: () => void }) {
  const client = useQueryClient();
  const field = useId();
  const [why, setWhy] = useState('');
  const [from, setFrom] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await run(why, from === '' ? undefined : new Date(from).toISOString());
      await client.invalidateQueries({ queryKey: [ADMIN_KEY] });
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'That did not work. Try again.');
      setBusy(false);
    }
  };
  return (
    <Sheet title={title} label={title} onClose={onClose}>
      <form className={styles.section} onSubmit={(event) => void submit(event)}>
        <p>{consequence}</p>
        {starts && (
          <div className={styles.field}>
            <label htmlFor={`${field}-from`}>From (empty: now)</label>
            <input
              id={`${field}-from`}
              type="datetime-local"
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
          </div>
        )}
        <div className={styles.field}>
          <label htmlFor={field}>Why? It goes into the audit.</label>
          <textarea
            id={field}
            required
            minLength={3}
            maxLength={500}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
          />
        </div>
        <FormEnd problem={problem} onCancel={onClose}>
          <button type="submit" className={`button ${styles.danger}`} disabled={busy}>
            {label}
          </button>
        </FormEnd>
      </form>
    </Sheet>
  );
}
