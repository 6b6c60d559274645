import type { CardProgress } from '@sunday-live/scoring';
import styles from './save-bar.module.css';
import type { EditedCard } from './use-card.js';

interface SaveBarProps {
  readonly progress: CardProgress;
  /** The banker's team. */
  readonly banker: string | undefined;
  /** What is wrong with the card as a whole. */
  readonly problems: readonly string[];
  readonly problemCount: number;
  readonly locked: boolean;
  /** Of the stored card; 0: never saved. */
  readonly version: number;
  readonly edit: EditedCard;
}

/** How far the card is, whether it is saved, and the button that does it. */
export function SaveBar(props: SaveBarProps) {
  const { progress, banker, problems, locked, edit } = props;
  return (
    <div className={styles.bar}>
      <div className={styles.words}>
        <p className={styles.progress} data-progress="">
          {progress.picked} of {progress.games} picked
          <span className={styles.banker}> · {banker ? `banker ${banker}` : 'no banker'}</span>
        </p>
        <p className={styles.state} role="status" data-tone={tone(props)} data-save-state="">
          {stateWords(props)}
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
        <div className={styles.actions}>
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

function tone({ problemCount, edit }: SaveBarProps): 'bad' | 'good' | undefined {
  if (problemCount > 0) return 'bad';
  return edit.justSaved ? 'good' : undefined;
}

function stateWords({ problemCount, progress, locked, version, edit }: SaveBarProps): string {
  if (locked && edit.late.length > 0) return 'Not all was saved in time';
  if (locked) return version > 0 ? 'Your card is in' : 'You did not play this week';
  if (edit.saving) return 'Saving…';
  if (problemCount > 0) return problemCount === 1 ? 'One thing to fix' : `${problemCount} things to fix`;
  if (edit.justSaved) return '✓ Saved. You can change it until the lock.';
  if (edit.changed) return 'Not saved yet';
  if (edit.late.length > 0) return 'Not all was saved in time';
  const missing = progress.missing.length;
  if (version > 0 && missing > 0)
    return `${missing === 1 ? 'A game has' : `${missing} games have`} no pick yet`;
  return version > 0 ? '✓ Your card is in' : 'Pick every game, then save';
}
