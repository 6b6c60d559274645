import type { WrittenRecord } from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import list from '../../game/record-list.module.css';
import { sendJson } from '../../http/http.js';
import { writtenRecordsQuery } from '../../http/statistics.js';
import { useAction } from '../../http/use-action.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Field, Problem } from '../../ui/form.js';
import styles from './records-page.module.css';

interface WrittenRecordsProps {
  readonly records: readonly WrittenRecord[];
  /** Admins can add, change and delete. */
  readonly admin: boolean;
}

/** Records that admins entered by hand. */
export function WrittenRecords({ records, admin }: WrittenRecordsProps) {
  const [writing, setWriting] = useState<WrittenRecord | 'new' | null>(null);
  if (records.length === 0 && !admin) return null;
  return (
    <section className={styles.written} aria-labelledby="written">
      <h2 id="written">Written down</h2>
      {records.length === 0 && <p className="hint">Nothing yet.</p>}
      <ul className={list.records}>
        {records.map((record) => (
          <li key={record.id}>
            <h3>{record.title}</h3>
            <p className={list.value}>{record.feat}</p>
            <p>
              {record.holder}
              {record.season !== null && <span className="hint"> · {record.season}</span>}
            </p>
            {admin && <Office record={record} onChange={() => setWriting(record)} />}
          </li>
        ))}
      </ul>
      {admin && writing === null && (
        <button type="button" className="button" onClick={() => setWriting('new')}>
          Add a record
        </button>
      )}
      {writing !== null && (
        <RecordForm
          key={writing === 'new' ? 'new' : writing.id}
          record={writing === 'new' ? null : writing}
          onDone={() => setWriting(null)}
        />
      )}
    </section>
  );
}

function Office({ record, onChange }: { readonly record: WrittenRecord; readonly onChange: () => void }) {
  const client = useQueryClient();
  const action = useAction();
  const strike = () =>
    action.run(async () => {
      await sendJson('DELETE', `/api/admin/records/${encodeURIComponent(record.id)}`);
      await client.invalidateQueries({ queryKey: writtenRecordsQuery.queryKey });
    });
  return (
    <div className={`buttons ${styles.office}`}>
      <button type="button" className="button" onClick={onChange} aria-label={`Change ${record.title}`}>
        Change
      </button>
      <ConfirmButton
        label="Delete"
        question={`Delete “${record.title}” for good?`}
        busy={action.busy}
        onConfirm={strike}
      />
      <Problem words={action.problem} />
    </div>
  );
}

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
function RecordForm({ record, onDone }: RecordFormProps) {
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
    <form className={`panel ${styles.form}`} onSubmit={save}>
      {FIELDS.map(({ name, label, example, most }) => (
        <Field
          key={name}
          label={label}
          name={name}
          maxLength={most}
          placeholder={example}
          defaultValue={record?.[name]}
        />
      ))}
      <Field
        label="Season, if it has one"
        name="season"
        type="number"
        required={false}
        min={1920}
        max={2200}
        defaultValue={record?.season ?? undefined}
      />
      <Problem words={action.problem} />
      <div className="buttons">
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
