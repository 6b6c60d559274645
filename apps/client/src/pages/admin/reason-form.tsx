import { type FormEvent, type ReactNode, useState } from 'react';
import { useAction } from '../../http/use-action.js';
import { Field } from '../../ui/form.js';
import { Sheet } from '../../ui/sheet.js';
import styles from './admin-page.module.css';

interface ReasonFormProps {
  readonly title: string;
  /** Name of the sheet for screen readers. */
  readonly label: string;
  /** Label of the button that saves. */
  readonly action: string;
  /** The reason of the change before. */
  readonly why: string;
  readonly onSave: (why: string) => Promise<void>;
  readonly onClose: () => void;
  /** The fields above the reason. */
  readonly children: ReactNode;
}

/** A sheet with a form that ends with the reason of the change; it closes when the change is saved. */
export function ReasonForm({ title, label, action, why: usual, onSave, onClose, children }: ReasonFormProps) {
  const [why, setWhy] = useState(usual);
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      await onSave(why);
      onClose();
    });
  };
  return (
    <Sheet title={title} label={label} onClose={onClose}>
      <form className={styles.section} onSubmit={submit}>
        {children}
        <Field
          label="Why? It goes into the audit."
          minLength={3}
          maxLength={500}
          value={why}
          onChange={({ target }) => setWhy(target.value)}
        />
        <FormEnd problem={problem} onCancel={onClose}>
          <button type="submit" className="button primary" disabled={busy}>
            {action}
          </button>
        </FormEnd>
      </form>
    </Sheet>
  );
}

interface FormEndProps {
  readonly problem: string | null;
  readonly onCancel: () => void;
  /** The button that submits. */
  readonly children: ReactNode;
}

/** The end of a form in a sheet: what went wrong, and the buttons. */
export function FormEnd({ problem, onCancel, children }: FormEndProps) {
  return (
    <>
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <div className={styles.actions}>
        {children}
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </>
  );
}
