import type { WrittenAnnouncement } from '@sunday-live/contract';
import { type FormEvent, useId, useState } from 'react';
import { Problem, SEEN } from '../../ui/form.js';
import { Markdown } from '../../ui/markdown.js';
import styles from './announcement-desk.module.css';
import { LEVELS } from './banners.js';
import { type Fields, timeProblem } from './draft.js';

/** An audience: a league, or everybody (id ``). */
export interface Audience {
  readonly id: string;
  readonly name: string;
}

interface AnnouncementFormProps {
  readonly fields: Fields;
  /** Empty: the audience is fixed. */
  readonly audiences: readonly Audience[];
  /** State of the announcement that is changed; null: a new one. */
  readonly state: WrittenAnnouncement['state'] | null;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly onSend: (fields: Fields) => void;
  readonly onCancel: (() => void) | null;
}

/** The form: title, text with preview, level, audience, start, end, and whether to send emails. */
export function AnnouncementForm(props: AnnouncementFormProps) {
  const { audiences, state, busy } = props;
  const id = useId();
  const [fields, setFields] = useState(props.fields);
  const [wrong, setWrong] = useState<string | null>(null);
  const set = (changed: Partial<Fields>) => setFields({ ...fields, ...changed });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const problem = timeProblem(fields, Date.now());
    setWrong(problem);
    if (problem === null) props.onSend(fields);
  };
  const isNew = state === null;
  const timed = isNew || state === 'scheduled';
  return (
    <form className={styles.form} onSubmit={submit}>
      <label className="field">
        Title
        <input
          required
          maxLength={120}
          {...SEEN}
          value={fields.title}
          onChange={({ target }) => set({ title: target.value })}
        />
      </label>
      <label className="field">
        Text
        <textarea
          required
          rows={5}
          maxLength={5000}
          aria-describedby={`${id}-how`}
          value={fields.body}
          onChange={({ target }) => set({ body: target.value })}
        />
      </label>
      <p id={`${id}-how`} className="hint">
        **bold**, *italic*, - lists, [words](https://address)
      </p>
      {fields.body.trim() !== '' && (
        <section className={`panel ${styles.preview}`} aria-label="Preview">
          <h3>{fields.title || 'Title'}</h3>
          <Markdown source={fields.body} />
        </section>
      )}
      <div className={styles.row}>
        <label className="field">
          Level
          <select
            value={fields.level}
            onChange={({ target }) =>
              set({ level: LEVELS.find(({ level }) => level === target.value)?.level ?? 'info' })
            }
          >
            {LEVELS.map(({ level, name }) => (
              <option key={level} value={level}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {audiences.length > 0 && (
          <label className="field">
            To
            <select value={fields.league} onChange={({ target }) => set({ league: target.value })}>
              {audiences.map((audience) => (
                <option key={audience.id} value={audience.id}>
                  {audience.name}
                </option>
              ))}
            </select>
          </label>
        )}
        {timed && (
          <label className="field">
            {isNew ? 'From (empty: now)' : 'From'}
            <input
              type="datetime-local"
              required={!isNew}
              value={fields.publishAt}
              onChange={({ target }) => set({ publishAt: target.value })}
            />
          </label>
        )}
        <label className="field">
          Until (empty: until you take it down)
          <input
            type="datetime-local"
            value={fields.expiresAt}
            onChange={({ target }) => set({ expiresAt: target.value })}
          />
        </label>
      </div>
      {isNew && (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={fields.email}
            onChange={({ target }) => set({ email: target.checked })}
          />
          By email, too
        </label>
      )}
      <Problem words={wrong ?? props.problem} />
      <div className="buttons">
        <button type="submit" className="button primary" disabled={busy}>
          {busy ? 'Sending…' : sendWords(isNew, fields.publishAt !== '')}
        </button>
        {props.onCancel && (
          <button type="button" className="button" onClick={props.onCancel}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}

function sendWords(isNew: boolean, later: boolean): string {
  if (!isNew) return 'Save changes';
  return later ? 'Schedule' : 'Announce now';
}
