import { type ReactNode, useLayoutEffect, useRef } from 'react';
import styles from './sheet.module.css';
import { useBackCloses } from './use-back-closes.js';

interface SheetProps {
  readonly title: ReactNode;
  /** What screen readers call it. */
  readonly label: string;
  readonly onClose: () => void;
  /** The page's address without what the sheet adds to it. */
  readonly below?: string;
  readonly children: ReactNode;
}

/**
 * A modal sheet: from the bottom on phones, in the middle on wide screens. Escape, the ground and Back close it; then the
 * focus is again on what opened it.
 */
export function Sheet({ title, label, onClose, below, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useBackCloses(true, onClose, below);
  // A layout effect ends before the element is gone from the document: later, its closing gives the focus to nothing.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      // what opened it may be gone, as the row of a player who left is
      if (document.activeElement === document.body)
        document.getElementById('main')?.focus({ preventScroll: true });
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it by the element's own means.
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <button type="button" className={styles.close} onClick={onClose} aria-label="Close">
          ✕
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <div className={styles.body} tabIndex={0}>
        {children}
      </div>
    </dialog>
  );
}
