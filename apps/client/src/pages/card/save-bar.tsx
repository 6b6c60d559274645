import type { CardProgress } from '@sunday-live/scoring';
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

/** The state that the save bar describes. */
export interface SaveState {
  readonly progress: Pick<CardProgress, 'missing'>;
  readonly problemCount: number;
  /** Nothing can be changed any more. */
  readonly locked: boolean;
  /** Version of the stored card; 0: never saved. */
  readonly version: number;
  readonly edit: {
    readonly changed: boolean;
    readonly saving: boolean;
    readonly justSaved: boolean;
    readonly late: readonly string[];
  };
}

/** Returns the tone: good only when everything is saved. */
export function saveTone({ problemCount, edit }: SaveState): 'bad' | 'good' | undefined {
  if (problemCount > 0) return 'bad';
  return edit.justSaved && edit.late.length === 0 ? 'good' : undefined;
}

/** Returns whether a card is saved, in words. Late changes are not saved, whatever else is. */
export function saveWords({ problemCount, progress, locked, version, edit }: SaveState): string {
  const late = edit.late.length > 0;
  if (locked && late) return 'Not all was saved in time';
  if (locked) return version > 0 ? 'Your card is in' : 'You did not play this week';
  if (edit.saving) return 'Saving…';
  if (problemCount > 0) return problemCount === 1 ? 'One thing to fix' : `${problemCount} things to fix`;
  if (edit.changed) return 'Not saved yet';
  if (late) return 'Not all was saved in time';
  if (edit.justSaved) return '✓ Saved. You can change it until the lock.';
  const missing = progress.missing.length;
  if (version > 0 && missing > 0)
    return `${missing === 1 ? 'A game has' : `${missing} games have`} no pick yet`;
  return version > 0 ? '✓ Your card is in' : 'Pick every game, then save';
}
