import { ordinal, plain, signed } from '@sunday-live/contract';
import { Suspense, useState } from 'react';
import { Change, Movement } from '../../game/marks.js';
import { rankLabel, type TableRow } from '../../live/table-rows.js';
import { Badge } from '../../ui/badge.js';
import { part } from '../../ui/part.js';
import { type Swing, swingEffect } from './model/swing.js';
import styles from './own-strip.module.css';
import type { WhatIfSource } from './what-if/model/field.js';
import { opensAhead } from './what-if/model/what-if.js';

const WhatIfSheet = part(() => import('./what-if/outlook-sheet.js'));
const SwingsSheet = part(() => import('./swings-sheet.js'));

interface OwnStripProps {
  readonly rows: readonly TableRow[];
  readonly own: TableRow | null;
  readonly swings: readonly Swing[];
  /** Number of games in progress. */
  readonly live: number;
  /** Results can still change. */
  readonly unsettled: boolean;
  /** The input of the what-if sheet. */
  readonly source: WhatIfSource;
  readonly onOpen: (id: string) => void;
}

const RIVALS_SHOWN = 3;

/** The viewer's row, always visible, with the pinned rivals and the next swings. */
export function OwnStrip({ rows, own, swings, live, unsettled, source, onOpen }: OwnStripProps) {
  const [ahead, setAhead] = useState(() => opensAhead(window.location));
  const rivals = rows.filter((row) => row.pinned && !row.own).slice(0, RIVALS_SHOWN);
  if (!own && rivals.length === 0) return null;
  return (
    <div className={styles.strip} data-own-strip="">
      {own && (
        <div className={styles.own} data-own-rank={own.rank} data-own-points={own.points ?? ''}>
          <button type="button" className={styles.me} onClick={() => onOpen(own.id)}>
            <span className="unseen">Your card. Rank </span>
            <span className={styles.place}>
              <span className={styles.rank}>{own.points === null ? '–' : rankLabel(own)}</span>
              <span className={styles.move}>
                <Movement places={own.movement} />
              </span>
            </span>
            <span className={styles.name}>{own.name}</span>
            <span className={styles.change}>
              {own.change && <Change key={own.change.at} change={own.change} />}
            </span>
            <span className={styles.points}>
              {own.points === null ? '–' : plain(own.points)}
              <span className="unseen"> points</span>
            </span>
          </button>
          {unsettled && (
            <button type="button" className={styles.swings} onClick={() => setAhead(true)}>
              {live > 0 && swings.length > 0 ? (
                <>
                  <span className={styles.swingsTitle}>TD swings</span>
                  <SwingPreview swings={swings} />
                </>
              ) : (
                <span className={styles.swingsTitle}>What you need, what if</span>
              )}
            </button>
          )}
        </div>
      )}
      {rivals.length > 0 && (
        <ul className={styles.rivals} aria-label="Pinned rivals">
          {rivals.map((rival) => (
            <li key={rival.n}>
              <button type="button" className={styles.rival} onClick={() => onOpen(rival.id)}>
                <Badge team={rival.team} />
                <span className={styles.rivalName}>{rival.name}</span>
                <span>{rival.points === null ? '–' : rankLabel(rival)}</span>
                <span className={styles.distance}>{distance(rival, own)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {ahead && (
        <Suspense>
          {source.state.spread ? (
            <SwingsSheet swings={swings} onClose={() => setAhead(false)} />
          ) : (
            <WhatIfSheet source={source} rows={rows} own={own} onClose={() => setAhead(false)} />
          )}
        </Suspense>
      )}
    </div>
  );
}

function SwingPreview({ swings }: { readonly swings: readonly Swing[] }) {
  const best = swings[0];
  const worst = swings.at(-1);
  return (
    <span className={styles.preview}>
      {best && swingEffect(best) > 0 && <SwingWords swing={best} />}
      {worst && swingEffect(worst) < 0 && <SwingWords swing={worst} />}
      {best && worst && swingEffect(best) <= 0 && swingEffect(worst) >= 0 && <span>none moves you now</span>}
    </span>
  );
}

function SwingWords({ swing }: { readonly swing: Swing }) {
  return (
    <span className={styles.swing}>
      {swing.team}{' '}
      <span data-tone={swing.pointsChange < 0 ? 'loss' : 'gain'}>{signed(swing.pointsChange)}</span>
      {swing.rank !== null && <span className={styles.to}> → {ordinal(swing.rank)}</span>}
    </span>
  );
}

function distance(rival: TableRow, own: TableRow | null): string {
  if (rival.points === null) return '–';
  return own?.points == null ? plain(rival.points) : signed(rival.points - own.points);
}
