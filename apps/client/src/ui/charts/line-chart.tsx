import { plain } from '@sunday-live/contract';
import { LabelAxis, ValueAxis } from './axis.js';
import { ChartFrame } from './chart-frame.js';
import styles from './charts.module.css';
import { areaPath, linePath, type Spot } from './line-path.js';
import { place, placeDomain, roundDomain } from './scale.js';
import { shortLabel } from './short-label.js';
import { spreadLabels } from './spread-labels.js';

/** One line: a value a label, null where there is none. */
export interface Series {
  /** Different for each line. */
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** The viewer's own line, in the accent colour and above the others. */
  readonly own?: boolean;
  /** The area between the lines of the two edges is filled. */
  readonly edge?: 'high' | 'low' | undefined;
}

export interface LineChartProps {
  /** What the chart shows; its caption and its name for screen readers. */
  readonly title: string;
  /** What a label is: `Week`. */
  readonly labelName: string;
  /** Names of the places along the chart, in order, different from each other, at least one. */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** `low`: less is better and stands on top, as with places. Default `high`. */
  readonly better?: 'high' | 'low';
  /** Default: as it is, with a real minus. */
  readonly format?: (value: number) => string;
  /** The same beside the axis. Default `format`. */
  readonly tick?: (value: number) => string;
  /** What to say where there is no value. Default a dash. */
  readonly none?: string;
  readonly height?: number;
}

const [TOP, BOTTOM, LABEL_GAP, AXIS] = [12, 24, 15, 44];
const LETTER = 7.2;

/** Lines that carry their names at their ends; gaps where there is no value. */
export function LineChart(props: LineChartProps) {
  const {
    title,
    labelName,
    labels,
    series,
    better = 'high',
    format = plain,
    tick = format,
    none = '–',
    height = 220,
  } = props;
  const names = series.map(({ label }) => shortLabel(label));
  const beside = Math.max(0, ...names.map((name) => name.length)) * LETTER + 10;
  const room = Math.max(22, ...labels.map((label) => label.length * LETTER + 8));
  const all = series.flatMap(({ values }) => values);
  const domain = better === 'high' ? roundDomain(all) : placeDomain(all);
  const [low, high] = better === 'high' ? [height - BOTTOM, TOP] : [TOP, height - BOTTOM];
  const span = (width: number) => [AXIS + 4, Math.max(AXIS + 40, width - beside)] as const;
  const y = (value: number) => place(value, domain, low, high);
  const ends = series.map(({ values }) => values.findLast((value) => value !== null) ?? null);
  const labelled = series.flatMap((_, i) => (ends[i] === null ? [] : i));
  const heights = spreadLabels(
    labelled.map((i) => y(ends[i] as number)),
    LABEL_GAP,
    TOP,
    height - BOTTOM,
  );
  const edgeOf = (side: 'high' | 'low') => series.find(({ edge }) => edge === side)?.values ?? [];
  const drawn = [...series.keys()].sort((a, b) => Number(series[a]?.own ?? 0) - Number(series[b]?.own ?? 0));
  return (
    <ChartFrame
      {...{ title, labelName, labels, format, none, height, span }}
      columns={series.map(({ label, own = false, values }) => ({ label, own, values }))}
      draw={(width, at) => {
        const [from, to] = span(width);
        const x = (i: number) =>
          labels.length > 1 ? place(i, { low: 0, high: labels.length - 1 }, from, to) : from;
        const spot = (value: number | null, i: number): Spot | null =>
          value === null ? null : { x: x(i), y: y(value) };
        const spots = (values: Series['values']) => labels.map((_, i) => spot(values[i] ?? null, i));
        const band = areaPath(spots(edgeOf('high')), spots(edgeOf('low')));
        return (
          <>
            <ValueAxis {...{ domain, low, high }} format={tick} left={AXIS} right={to} />
            <LabelAxis labels={labels} x={x} y={height - 6} room={room} />
            <line className={styles.cursor} x1={x(at)} x2={x(at)} y1={TOP} y2={height - BOTTOM} />
            {band !== '' && <path className={styles.band} d={band} />}
            {drawn.map((i) => {
              const { label, values, own, edge } = series[i] as Series;
              const value = values[at] ?? null;
              return (
                <g key={label} data-own={own || undefined} data-edge={edge} className={styles.series}>
                  <path d={linePath(spots(values))} />
                  {value !== null && <circle cx={x(at)} cy={y(value)} r={own ? 5 : 4} />}
                </g>
              );
            })}
            {labelled.map((i, j) => (
              <text
                key={series[i]?.label}
                className={styles.label}
                data-own={series[i]?.own || undefined}
                x={to + 8}
                y={heights[j]}
                dy="0.32em"
              >
                {names[i]}
              </text>
            ))}
          </>
        );
      }}
    />
  );
}
