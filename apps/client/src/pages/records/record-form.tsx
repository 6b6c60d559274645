import type { WrittenRecord } from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { sendJson } from '../../http/http.js';
import { writtenRecordsQuery } from '../../http/statistics.js';
import { useAction } from '../../http/use-action.js';
import { Problem } from '../../ui/form.js';
import styles from './records-page.module.css';

interface RecordFormProps {
  /** null: a new one. */
  readonly record: WrittenRecord | null;
  readonly onDone: () => void;
}

const FIELDS = [
  { name: 'title', label: 'What for', example: 'First champion', most: 80 },
  { name: 'holder', label: 'Who', example: 'Old Tom', most: 80 },
  { name: 'feat', label: 'How much, or what', example: '1,204 points', most: 200 },
] as const;

/** Creates or changes a written record. */
export function RecordForm({ record, onDone }: RecordFormProps) {
  const base = useId();
  const client = useQueryClient();
  const action = useAction();
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const season = String(form.get('season') ?? '');
    const body = {
      ...Object.fromEntries(FIELDS.map(({ name }) => [name, String(form.get(name) ?? '')])),
      season: season === '' ? null : Number(season),
    };
    action.run(async () => {
      if (record === null) await sendJson('POST', '/api/admin/records', body);
      else await sendJson('PUT', `/api/admin/records/${encodeURIComponent(record.id)}`, body);
      await client.invalidateQueries({ queryKey: writtenRecordsQuery.queryKey });
      onDone();
    });
  };
  return (
    <form className={styles.form} onSubmit={save}>
      {FIELDS.map(({ name, label, example, most }) => (
        <div key={name}>
          <label htmlFor={`${base}-${name}`}>{label}</label>
          <input
            id={`${base}-${name}`}
            name={name}
            required
            maxLength={most}
            placeholder={example}
            defaultValue={record?.[name]}
          />
        </div>
      ))}
      <div>
        <label htmlFor={`${base}-season`}>Season, if it has one</label>
        <input
          id={`${base}-season`}
          name="season"
          type="number"
          min={1920}
          max={2200}
          defaultValue={record?.season ?? undefined}
        />
      </div>
      <Problem words={action.problem} />
      <div className={styles.office}>
        <button type="submit" className="button primary" disabled={action.busy}>
          {record === null ? 'Add record' : 'Save'}
        </button>
        <button type="button" className="button" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  );
}
