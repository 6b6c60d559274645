import { counted, dateAndTime, type WrittenAnnouncement } from '@sunday-live/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useAction } from '../../http/use-action.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Problem } from '../../ui/form.js';
import { Markdown } from '../../ui/markdown.js';
import { Sheet } from '../../ui/sheet.js';
import styles from './announcement-desk.module.css';
import { AnnouncementForm, type Audience } from './announcement-form.js';
import { LevelMark } from './banners.js';
import { changeOf, draftOf, EMPTY, type Fields, fieldsOf } from './draft.js';
import { change, type DeskId, deskQuery, emailsTo, post, withdraw } from './queries.js';

interface AnnouncementDeskProps {
  readonly desk: DeskId;
  /** The audiences that the author can choose from; empty at a league's own desk. */
  readonly audiences: readonly Audience[];
  readonly timeZone: string;
}

const STATES: Readonly<Record<WrittenAnnouncement['state'], string>> = {
  scheduled: 'scheduled',
  live: 'live now',
  expired: 'expired',
  withdrawn: 'withdrawn',
};

/** The page section to write, change and withdraw announcements. */
export default function AnnouncementDesk({ desk, audiences, timeZone }: AnnouncementDeskProps) {
  const id = useId();
  const client = useQueryClient();
  const written = useQuery(deskQuery(desk));
  const [editing, setEditing] = useState<WrittenAnnouncement | null>(null);
  const [sent, setSent] = useState(0);
  const [asking, setAsking] = useState<{ readonly fields: Fields; readonly emails: number } | null>(null);
  const action = useAction();
  const attempt = (work: () => Promise<void>) =>
    action.run(async () => {
      await work();
      await client.invalidateQueries({ queryKey: ['announcements'] });
      setEditing(null);
      setSent((times) => times + 1);
    });
  const send = (fields: Fields) => attempt(() => post(desk, draftOf(fields, desk === null)));
  const ask = (fields: Fields) =>
    action.run(async () => {
      const emails = await emailsTo(desk, fields.league === '' ? null : fields.league);
      setAsking({ fields, emails });
    });
  return (
    <section className={`stack ${styles.desk}`} aria-labelledby={id}>
      <h2 id={id}>{editing ? 'Change the announcement' : 'Announce'}</h2>
      <AnnouncementForm
        key={editing?.id ?? `new ${sent}`}
        fields={editing ? fieldsOf(editing) : EMPTY}
        audiences={editing ? [] : audiences}
        state={editing?.state ?? null}
        busy={action.busy}
        problem={action.problem}
        onSend={(fields) => {
          if (editing) attempt(() => change(desk, editing.id, changeOf(fields, editing)));
          else if (fields.email) ask(fields);
          else send(fields);
        }}
        onCancel={editing ? () => setEditing(null) : null}
      />
      {asking && (
        <EmailQuestion
          emails={asking.emails}
          later={asking.fields.publishAt !== ''}
          onClose={() => setAsking(null)}
          onSend={() => {
            setAsking(null);
            send(asking.fields);
          }}
        />
      )}
      <h2>Written so far</h2>
      {written.isPending && <p aria-busy="true">One moment…</p>}
      {written.isLoadingError && <Problem words="The list did not load. Reload the page." />}
      {written.data?.length === 0 && <p className="hint">Nothing yet.</p>}
      <ul className={styles.list}>
        {written.data?.map((item) => (
          <li key={item.id} className={`panel ${styles.item}`} data-state={item.state}>
            <h3>
              <LevelMark level={item.level} />
              {item.title}
            </h3>
            <p className="hint">{wordsFor(item, audiences, timeZone)}</p>
            <Markdown source={item.body} />
            {item.state !== 'withdrawn' && (
              <div className="buttons">
                <button type="button" className="button" onClick={() => setEditing(item)}>
                  Change
                </button>
                <ConfirmButton
                  label="Take down"
                  question="It disappears from every page at once."
                  busy={action.busy}
                  onConfirm={() => attempt(() => withdraw(desk, item.id))}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function wordsFor(item: WrittenAnnouncement, audiences: readonly Audience[], timeZone: string): string {
  const audience = audiences.find(({ id }) => id === (item.league ?? ''))?.name;
  return [
    STATES[item.state],
    dateAndTime(item.publishAt, timeZone),
    ...(audience === undefined ? [] : [`to ${audience}`]),
    ...(item.mail ? ['by email, too'] : []),
    ...(item.expiresAt === null ? [] : [`until ${dateAndTime(item.expiresAt, timeZone)}`]),
  ].join(' · ');
}

interface EmailQuestionProps {
  /** Number of people who get it by email. */
  readonly emails: number;
  /** It is scheduled for later. */
  readonly later: boolean;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** Asks before an announcement is sent by email, because emails cannot be withdrawn. */
function EmailQuestion({ emails, later, onSend, onClose }: EmailQuestionProps) {
  const people = counted(emails, 'person', 'people');
  return (
    <Sheet title="Send it by email, too?" label="Send it by email, too?" onClose={onClose}>
      <div className="stack">
        <p>
          {emails === 0
            ? 'Nobody would get an email: no player of this audience has a confirmed address and receives announcements by email.'
            : `${people} ${later ? 'would get an email by today’s settings' : emails === 1 ? 'gets an email' : 'get an email'}. An email cannot be recalled.`}
        </p>
        <div className="buttons">
          <button type="button" className="button primary" onClick={onSend}>
            {emails === 0 ? 'Announce anyway' : `Send to ${people}`}
          </button>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </div>
    </Sheet>
  );
}
