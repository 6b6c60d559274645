import { counted } from '@sunday-live/contract';
import { Sheet } from '../../ui/sheet.js';
import styles from './announcement-desk.module.css';

interface EmailQuestionProps {
  /** Number of people who get it by email. */
  readonly emails: number;
  /** It is scheduled for later. */
  readonly later: boolean;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** Asks before an announcement is sent by email, because emails cannot be withdrawn. */
export function EmailQuestion({ emails, later, onSend, onClose }: EmailQuestionProps) {
  const people = counted(emails, 'person', 'people');
  return (
    <Sheet title="Send it by email, too?" label="Send it by email, too?" onClose={onClose}>
      <div className={styles.question}>
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
