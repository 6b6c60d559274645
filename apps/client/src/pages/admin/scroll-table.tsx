import type { ReactNode } from 'react';
import { TABLE_ROLES } from '../../ui/column-head.js';
import styles from './admin-page.module.css';

interface ScrollTableProps {
  readonly caption: string;
  readonly head: readonly string[];
  /** On phones the last cell of a row gets its own line, so that its controls are visible. */
  readonly stacks?: boolean;
  /** Number of all rows, of which a page may show some; absent: all are shown. */
  readonly rows?: number;
  readonly children: ReactNode;
}

/** A table that scrolls sideways where it is too wide. */
export function ScrollTable({ caption, head, stacks, rows, children }: ScrollTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className="scroll" aria-label={caption} tabIndex={0}>
      <table
        className={`table ${styles.table}`}
        data-stacks={stacks || undefined}
        aria-rowcount={rows === undefined ? undefined : rows + 1}
        {...TABLE_ROLES.table}
      >
        <caption className="unseen">{caption}</caption>
        <thead {...TABLE_ROLES.group}>
          <tr {...TABLE_ROLES.row}>
            {head.map((title) => (
              <th key={title} scope="col" {...TABLE_ROLES.column}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...TABLE_ROLES.group}>{children}</tbody>
      </table>
    </section>
  );
}
