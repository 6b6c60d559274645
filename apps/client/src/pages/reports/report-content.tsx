import type { ReportDocument, ReportMetric } from '@sunday-live/contract';
import { Segmented } from '../../ui/segmented.js';
import { useAddress } from '../../ui/use-address.js';
import { amount } from './model/words.js';
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
        <div className={`stack ${styles.part}`} hidden={shown !== COMPARE}>
          <h2 className={styles.inPrint}>Compared</h2>
          <CompareView document={document} />
        </div>
      )}
      {players.map(({ id, name }) => (
        <section key={id} className={`stack ${styles.part}`} hidden={shown !== id} aria-label={name}>
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
                className={`panel ${styles.panel}`}
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

/** All metrics of all players, side by side. */
function CompareView({ document: { players, sections } }: { readonly document: ReportDocument }) {
  const names = [...new Set(sections.map(({ name }) => name))];
  return names.map((name) => {
    const ofSection = sections.filter((section) => section.name === name);
    const [first] = ofSection;
    if (first === undefined || first.metrics.length === 0) return null;
    const metricOf = (player: string, key: string): ReportMetric | undefined =>
      ofSection.find((section) => section.player === player)?.metrics.find((metric) => metric.key === key);
    return (
      <section key={name} className={`panel ${styles.panel}`} data-compare={name}>
        <h3>{first.title}</h3>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className={styles.scroll} tabIndex={0} aria-label={`${first.title}, compared`}>
          <table>
            <caption className="unseen">{first.title}, compared</caption>
            <thead>
              <tr>
                <th scope="col">Measure</th>
                {players.map((player) => (
                  <th key={player.id} scope="col">
                    {player.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {first.metrics.map(({ key, label }) => (
                <tr key={key}>
                  <th scope="row">{label.split(':')[0]}</th>
                  {players.map(({ id }) => {
                    const found = metricOf(id, key);
                    return <td key={id}>{found === undefined ? '…' : amount(found.value, found.unit)}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </section>
    );
  });
}
