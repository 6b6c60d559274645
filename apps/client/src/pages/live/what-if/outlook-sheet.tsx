import { useState } from 'react';
import type { TableRow } from '../../../live/table-rows.js';
import { Segmented } from '../../../ui/segmented.js';
import { Sheet } from '../../../ui/sheet.js';
import { useAddress } from '../../../ui/use-address.js';
import { ExposureView } from './exposure-view.js';
import { useField, type WhatIfSource } from './model/field.js';
import { AHEAD, isWhatIf, withoutAhead } from './model/what-if.js';
import { NeedsView } from './needs-view.js';
import { NextView } from './next-view.js';
import styles from './outlook.module.css';
import { WhatIfView } from './what-if-view.js';

const VIEWS = [
  { value: 'next', label: 'Next' },
  { value: 'needs', label: 'I need' },
  { value: 'what-if', label: 'What if' },
  { value: 'exposure', label: 'At stake' },
] as const;
const NAMES = VIEWS.map(({ value }) => value);

interface WhatIfSheetProps {
  readonly source: WhatIfSource;
  readonly rows: readonly TableRow[];
  readonly own: TableRow | null;
  readonly onClose: () => void;
}

/**
 * Preview and what-ifs: the next score, the viewer's needs, imagined scores, and what each player has at
 * stake.
 */
export default function WhatIfSheet({ source, rows, own, onClose }: WhatIfSheetProps) {
  const { field, input } = useField(source);
  // the first view must not change when the last game ends
  const [usual] = useState(() => firstView(field.open.some((game) => game.state === 'in')));
  const [view, setView] = useAddress(AHEAD, NAMES, usual, { how: 'replace' });
  return (
    <Sheet
      title="What can still come"
      label="What can still come"
      onClose={onClose}
      below={withoutAhead(window.location)}
    >
      <div className={styles.views}>
        <Segmented label="Show" options={VIEWS} value={view} onChange={setView} />
      </div>
      {field.open.length === 0 ? (
        <p className={styles.hint}>All games are over: nothing can change any more.</p>
      ) : !field.whole ? (
        <p className={styles.hint} role="status">
          One moment: not all cards are loaded yet.
        </p>
      ) : (
        <>
          {view === 'next' && <NextView field={field} rows={rows} own={own} />}
          {view === 'needs' && <NeedsView field={field} input={input} rows={rows} own={own} />}
          {view === 'what-if' && <WhatIfView source={source} field={field} rows={rows} />}
          {view === 'exposure' && <ExposureView field={field} rows={rows} />}
          {source.scope === 'season' && (
            <p className={styles.hint}>
              Season ranks are exact, except where two players are level in points and right picks: banker
              averages of other weeks are not loaded here.
            </p>
          )}
        </>
      )}
    </Sheet>
  );
}

function firstView(live: boolean): (typeof NAMES)[number] {
  if (isWhatIf(window.location.hash)) return 'what-if';
  return live ? 'next' : 'needs';
}
