import type { ReportChart, ReportMetric, ReportSection, ReportTable } from '@sunday-live/contract';
import { BarChart } from '../../ui/charts/bar-chart.js';
import { distinctNames } from '../../ui/charts/labels.js';
import { LineChart } from '../../ui/charts/line-chart.js';
import { amount, margin, standing } from './model/words.js';
import styles from './reports-page.module.css';

/** One section about one player. */
export function SectionView({ section }: { readonly section: ReportSection }) {
  const { title, metrics, charts, tables, notes, name } = section;
  return (
    <section className={`panel ${styles.panel}`} data-section={name}>
      <h3>{title}</h3>
      {metrics.length > 0 && (
        <dl className={styles.metrics}>
          {metrics.map((metric) => (
            <MetricView key={metric.key} metric={metric} />
          ))}
        </dl>
      )}
      {charts.map((chart) => (
        <ChartView key={chart.key} chart={chart} />
      ))}
      {tables
        .filter(({ rows }) => rows.length > 0)
        .map((table) => (
          <TableView key={table.key} table={table} />
        ))}
      {notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
    </section>
  );
}

function MetricView({ metric }: { readonly metric: ReportMetric }) {
  const { label, explanation, value, unit, small } = metric;
  const place = standing(metric);
  return (
    <div className={styles.metric}>
      <dt>{label}</dt>
      <dd>
        <span className={styles.value}>{amount(value, unit)}</span>
        {value !== null && <span className="quiet"> {margin(metric)}</span>}
        {value !== null && place !== '' && <span className={styles.place}>{place}</span>}
        {value !== null && small && <span className={styles.small}>small sample</span>}
        <span className={styles.explanation}>{explanation}</span>
      </dd>
    </div>
  );
}

function ChartView({
  chart: { title, kind, labelName, labels, unit, series },
}: {
  readonly chart: ReportChart;
}) {
  const names = distinctNames(labels);
  const scale = unit === 'share' ? 100 : 1;
  const format = (value: number) => amount(value / scale, unit);
  const values = (of: readonly (number | null)[]) =>
    of.map((value) => (value === null ? null : Math.round(value * scale * 10) / 10));
  if (kind === 'bars') {
    const bars = names.map((label, i) => ({ label, value: values(series[0]?.values ?? [])[i] ?? null }));
    const valueName = series[0]?.label ?? title;
    return <BarChart {...{ title, labelName, valueName, bars, format }} />;
  }
  return (
    <LineChart
      {...{ title, labelName, format }}
      labels={names}
      better={kind === 'places' ? 'low' : 'high'}
      series={series.map(({ label, role, values: of }) => ({
        label,
        values: values(of),
        own: role === 'own',
        edge: role === 'high' || role === 'low' ? role : undefined,
      }))}
    />
  );
}

function TableView({ table: { title, columns, rows } }: { readonly table: ReportTable }) {
  return (
    <details className={styles.table}>
      <summary>{title}</summary>
      <div className={styles.scroll}>
        <table className="table">
          <caption className="unseen">{title}</caption>
          <thead>
            <tr>
              {columns.map(({ label }) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a document that never changes
              <tr key={at}>
                {columns.map(({ label, unit }, i) => {
                  const cell = row[i] ?? null;
                  const words = typeof cell === 'string' || unit === 'text' ? cell : amount(cell, unit);
                  return i === 0 ? (
                    <th key={label} scope="row">
                      {words}
                    </th>
                  ) : (
                    <td key={label}>{words ?? '–'}</td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
