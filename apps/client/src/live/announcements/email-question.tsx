import { counted } from '@sunday-live/contract';
import { Sheet } from '../../ui/sheet.js';
import styles from './announcement-desk.module.css';

interface EmailQuestionProps {
  /** How many people get it by email. */
  readonly emails: number;
  /** It goes out later. */
  readonly later: boolean;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** Asks before an announcement goes out by email: it is the one thing that cannot be taken down again. */
export function EmailQuestion({ emails, later, onSend, onClose }: EmailQuestionProps) {
  const people = counted(emails, 'person', 'people');
  return (
    <Sheet title="Send it by email, too?" label="Send it by email, too?" onClose={onClose}>
      <div className={styles.question}>
        <p>
          {emails === 0
            ? 'Nobody would get an email: nobody of this audience has a confirmed address and wants announcements by email.'
            : `${people} ${later ? 'would get an email as things stand' : emails === 1 ? 'gets an email' : 'get an email'}. An email cannot be called back.`}
        </p>
        <div className={styles.buttons}>
          <button type="button" className="button primary" onClick={onSend}>
            {emails === 0 ? 'Announce it all the same' : `Send to ${people}`}
          </button>
          <button type="button" className="button" onClick={onClose}>
            Leave it
          </button>
        </div>
      </div>
    </Sheet>
  );
}
