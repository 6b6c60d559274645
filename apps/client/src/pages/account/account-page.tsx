import type { ReactNode } from 'react';
import { useTitle } from '../../ui/hooks.js';
import styles from './account.module.css';

interface AccountPageProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A narrow page for sign-in, registration and the links of emails. */
export function AccountPage({ title, children }: AccountPageProps) {
  useTitle(title);
  return (
    <section className={styles.page}>
      <h1 className="title">{title}</h1>
      {children}
    </section>
  );
}
