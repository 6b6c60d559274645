import type { ReportDocument, ReportMetric } from '@sunday-live/contract';
import { amount } from './model/words.js';
import styles from './reports-page.module.css';

/** All metrics of all players, side by side. */
export function CompareView({ document: { players, sections } }: { readonly document: ReportDocument }) {
  const names = [...new Set(sections.map(({ name }) => name))];
  return names.map((name) => {
    const ofSection = sections.filter((section) => section.name === name);
    const [first] = ofSection;
    if (first === undefined || first.metrics.length === 0) return null;
    const metricOf = (player: string, key: string): ReportMetric | undefined =>
      ofSection.find((section) => section.player === player)?.metrics.find((metric) => metric.key === key);
    return (
      <section key={name} className={styles.panel} data-compare={name}>
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
