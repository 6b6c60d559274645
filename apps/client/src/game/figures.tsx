import type { ReactNode } from 'react';
import styles from './figures.module.css';

interface FiguresProps {
  /** Name, value and an optional note of each. */
  readonly items: readonly {
    readonly name: string;
    readonly value: ReactNode;
    readonly more?: string | undefined;
  }[];
}

/** Shows numbers with their names. */
export function Figures({ items }: FiguresProps) {
  return (
    <dl className={styles.figures}>
      {items.map(({ name, value, more }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {more && <small>{more}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
