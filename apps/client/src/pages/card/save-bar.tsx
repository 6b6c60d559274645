import type { CardProgress } from '@sunday-live/scoring';
import { type SaveState, saveTone, saveWords } from './model/save-words.js';
import styles from './save-bar.module.css';
import type { EditedCard } from './use-card.js';

interface SaveBarProps extends SaveState {
  readonly progress: CardProgress;
  /** The banker's team. */
  readonly banker: string | undefined;
  /** Problems of the card as a whole. */
  readonly problems: readonly string[];
  readonly edit: EditedCard;
}

/** Shows the progress of the card, whether it is saved, and the save button. */
export function SaveBar(props: SaveBarProps) {
  const { progress, banker, problems, locked, edit } = props;
  return (
    <div className={styles.bar}>
      <div className={styles.words}>
        <p className={styles.progress} data-progress="">
          {progress.picked} of {progress.games} picked
          <span className={styles.banker}> · {banker ? `banker ${banker}` : 'no banker'}</span>
        </p>
        <p className={styles.state} role="status" data-tone={saveTone(props)} data-save-state="">
          {saveWords(props)}
        </p>
        {(problems.length > 0 || edit.refused) && (
          <div className={styles.problems} role="alert">
            {edit.refused && <p>{edit.refused.message}</p>}
            {problems.map((problem) => (
              <p key={problem}>{problem}</p>
            ))}
          </div>
        )}
      </div>
      {!locked && (
        <div className="buttons">
          {edit.changed && props.version > 0 && (
            <button type="button" className="button" onClick={edit.discard}>
              Undo<span className="unseen"> all changes since the last save</span>
            </button>
          )}
          <button type="submit" className="button primary" aria-disabled={edit.saving}>
            {edit.saving ? 'Saving…' : 'Save card'}
          </button>
        </div>
      )}
    </div>
  );
}
