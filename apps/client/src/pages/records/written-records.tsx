import type { WrittenRecord } from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import list from '../../game/record-list.module.css';
import { sendJson } from '../../http/http.js';
import { writtenRecordsQuery } from '../../http/statistics.js';
import { useAction } from '../../http/use-action.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Problem } from '../../ui/form.js';
import { RecordForm } from './record-form.js';
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
    <div className={styles.office}>
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
