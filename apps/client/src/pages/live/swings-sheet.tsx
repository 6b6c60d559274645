import { ordinal, signed } from '@sunday-live/contract';
import { Movement } from '../../game/marks.js';
import { teamName } from '../../game/words.js';
import { Badge } from '../../ui/badge.js';
import { Sheet } from '../../ui/sheet.js';
import type { Swing } from './model/swing.js';
import styles from './own-strip.module.css';

interface SwingsSheetProps {
  readonly swings: readonly Swing[];
  readonly onClose: () => void;
}

/** The effect of each live team's touchdown on the own points, where the others' cards are not loaded. */
export default function SwingsSheet({ swings, onClose }: SwingsSheetProps) {
  return (
    <Sheet title="TD swings" label="TD swings" onClose={onClose}>
      <p className={styles.hint}>
        Your points and rank if this team scored a touchdown with the extra point next.
      </p>
      <table className={styles.swingTable}>
        <thead>
          <tr>
            <th scope="col">Touchdown</th>
            <th scope="col">Points</th>
            <th scope="col">Places</th>
            <th scope="col">Rank</th>
          </tr>
        </thead>
        <tbody>
          {swings.map((swing) => (
            <tr key={`${swing.game}-${swing.team}`} data-swing={swing.team}>
              <th scope="row">
                <span className={styles.swingTeam}>
                  <Badge team={swing.team} /> {teamName(swing.team)}
                </span>
              </th>
              <td data-tone={swing.pointsChange < 0 ? 'loss' : swing.pointsChange > 0 ? 'gain' : undefined}>
                {signed(swing.pointsChange)}
              </td>
              <td>
                <Movement places={swing.rank === null ? null : swing.placesGained} />
              </td>
              <td>{swing.rank === null ? '–' : ordinal(swing.rank)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}
