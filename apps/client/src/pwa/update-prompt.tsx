import styles from './update-prompt.module.css';

interface UpdatePromptProps {
  readonly onUpdate: () => void;
  readonly onLater: () => void;
}

/** Offers a new version of the app; it starts when the player agrees. */
export function UpdatePrompt({ onUpdate, onLater }: UpdatePromptProps) {
  return (
    <section className={styles.prompt} aria-label="New version" data-update="">
      <p role="status">A new version is available.</p>
      <button type="button" className="button primary" onClick={onUpdate}>
        Load it
      </button>
      <button type="button" className="button" onClick={onLater}>
        Later
      </button>
    </section>
  );
}
