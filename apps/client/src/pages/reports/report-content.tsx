import type { ReportDocument } from '@sunday-live/contract';
import { Segmented } from '../../ui/segmented.js';
import { useAddress } from '../../ui/use-address.js';
import { CompareView } from './compare-view.js';
import styles from './reports-page.module.css';
import { SectionView } from './section-view.js';

const COMPARE = 'compare';

/** A report by player or compared; the printed version has everything. */
export function ReportContent({ document }: { readonly document: ReportDocument }) {
  const { players, sections, missing } = document;
  const [shown, setShown] = useAddress(
    'player',
    [...players.map(({ id }) => id), COMPARE],
    players[0]?.id ?? '',
  );
  const waiting = missing.filter(({ state }) => state === 'queued' || state === 'running');
  return (
    <>
      {players.length > 1 && (
        <div className={styles.onScreen}>
          <Segmented
            label="What to show"
            options={[
              ...players.map(({ id, name }) => ({ value: id, label: name })),
              { value: COMPARE, label: 'Compare' },
            ]}
            value={shown}
            onChange={setShown}
          />
        </div>
      )}
      {players.length > 1 && (
        <div className={styles.part} hidden={shown !== COMPARE}>
          <h2 className={styles.inPrint}>Compared</h2>
          <CompareView document={document} />
        </div>
      )}
      {players.map(({ id, name }) => (
        <section key={id} className={styles.part} hidden={shown !== id} aria-label={name}>
          <h2 className={styles.inPrint}>{name}</h2>
          {sections
            .filter(({ player }) => player === id)
            .map((section) => (
              <SectionView key={section.name} section={section} />
            ))}
          {missing
            .filter(({ player }) => player === id)
            .map(({ name: section, title, state }) => (
              <section
                key={section}
                className={styles.panel}
                data-missing={section}
                aria-busy={state !== 'failed'}
              >
                <h3>{title}</h3>
                <p className="quiet">{missingWords(state)}</p>
              </section>
            ))}
        </section>
      ))}
      {waiting.length > 0 && <p className="unseen">{waiting.length} sections are still to come.</p>}
    </>
  );
}

function missingWords(state: ReportDocument['missing'][number]['state']): string {
  if (state === 'failed') return 'This could not be computed.';
  if (state === 'cancelled') return 'Left out: the report was cancelled.';
  return 'Still in progress…';
}
