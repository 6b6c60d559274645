import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useBackCloses } from './layers.js';
import styles from './sheet.module.css';

interface SheetProps {
  readonly title: ReactNode;
  /** The name for screen readers. */
  readonly label: string;
  readonly onClose: () => void;
  /** The page's address without the sheet's part. */
  readonly below?: string;
  readonly children: ReactNode;
}

/**
 * A modal sheet: at the bottom on phones, in the middle on wide screens. Escape, the backdrop and Back close
 * it, and the focus returns to the element that opened it.
 */
export function Sheet({ title, label, onClose, below, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useBackCloses(true, onClose, below);
  // A layout effect runs before the element leaves the document; after that, closing could not return the
  // focus.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      // the element that opened it may be gone, as the row of a player who left; a link may have opened it
      const { activeElement } = document;
      if (activeElement === document.body || element?.contains(activeElement))
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
