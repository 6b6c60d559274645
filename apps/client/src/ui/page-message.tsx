import type { ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './page-message.module.css';

type Action = { readonly label: string } & ({ readonly href: string } | { readonly run: () => void });

interface PageMessageProps {
  readonly title: string;
  readonly busy?: boolean;
  readonly action?: Action;
  readonly children?: ReactNode;
}

/** A page with only a message: waiting, an error with the next step, or nothing to show. */
export function PageMessage({ title, busy = false, action, children }: PageMessageProps) {
  return (
    <section className={styles.message} aria-busy={busy}>
      <h1 className="title">{title}</h1>
      {children && <p className={styles.text}>{children}</p>}
      {action &&
        ('href' in action ? (
          <Link className="button primary" href={action.href}>
            {action.label}
          </Link>
        ) : (
          <button type="button" className="button primary" onClick={action.run}>
            {action.label}
          </button>
        ))}
    </section>
  );
}
