import type { ReactNode } from 'react';
import type { SortedBy } from './order.js';

export interface Column<R> extends SortedBy<R> {
  /** Shown on phones, and where a table scrolls sideways. */
  readonly short: string;
  readonly long: string;
  readonly cell: (row: R) => ReactNode;
  /** `place` and `player` stay visible while the others scroll; `strong` is the main column. */
  readonly kind?: 'place' | 'player' | 'strong';
  /** Minimum width: `phone` from 360 px, `wide` from 960 px; absent: always shown. */
  readonly from?: 'phone' | 'wide';
}

/** What a row has in any table of players. */
export interface PlayerRow {
  readonly id: string;
  readonly name: string;
}

/** What every table of players is drawn from. */
export interface TableProps<R> {
  /** For screen readers only; visible text belongs above the table. */
  readonly caption: string;
  /** The first two are the place and the player. */
  readonly columns: readonly Column<R>[];
  /** Id of the viewer's own row; a long table repeats it at the top. */
  readonly own: string | null;
  /** Columns share the width instead of scrolling. */
  readonly fits?: boolean;
  readonly busy?: boolean;
}
