import { plain } from '@sunday-live/contract';
import { LabelAxis, place, placeDomain, roundDomain, ValueAxis } from './axis.js';
import { ChartFrame } from './chart-frame.js';
import styles from './charts.module.css';
import { shortLabel, spreadLabels } from './labels.js';

/** One line: a value for each label, null without one. */
export interface Series {
  /** Unique among the lines. */
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** The viewer's own line, in the accent colour and above the others. */
  readonly own?: boolean;
  /** The area between the two edge lines is filled. */
  readonly edge?: 'high' | 'low' | undefined;
}

export interface LineChartProps {
  /** The subject of the chart: its caption, and its name for screen readers. */
  readonly title: string;
  /** The name of the labels: `Week`. */
  readonly labelName: string;
  /** Labels along the chart, in order, unique, at least one. */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** `low`: lower is better and at the top, as with places. Default: `high`. */
  readonly better?: 'high' | 'low';
  /** Default: plain, with a real minus. */
  readonly format?: (value: number) => string;
  /** Format of the axis. Default: `format`. */
  readonly tick?: (value: number) => string;
  /** Text for a missing value. Default: a dash. */
  readonly none?: string;
  readonly height?: number;
}

const [TOP, BOTTOM, LABEL_GAP, AXIS] = [12, 24, 15, 44];
const LETTER = 7.2;

/** Draws lines with their names at the ends and gaps at missing values. */
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

interface Spot {
  readonly x: number;
  readonly y: number;
}

/**
 * Returns an SVG path through the spots; null is a gap. A spot between two gaps becomes a dot, drawn by the
 * round line cap.
 */
export function linePath(spots: readonly (Spot | null)[]): string {
  const parts: string[] = [];
  let open = false;
  for (const [i, spot] of spots.entries()) {
    if (spot === null) {
      open = false;
      continue;
    }
    const at = `${round(spot.x)} ${round(spot.y)}`;
    const alone = !open && (spots[i + 1] ?? null) === null;
    parts.push(alone ? `M${at}h0` : `${open ? 'L' : 'M'}${at}`);
    open = true;
  }
  return parts.join('');
}

/**
 * Returns a closed SVG path between two lines, with gaps where either has one. A single place between two
 * gaps has no area.
 */
export function areaPath(above: readonly (Spot | null)[], below: readonly (Spot | null)[]): string {
  const parts: string[] = [];
  let run: { above: Spot; below: Spot }[] = [];
  const close = (): void => {
    const outline = [...run.map((each) => each.above), ...run.map((each) => each.below).reverse()];
    if (run.length > 1) parts.push(`M${outline.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}Z`);
    run = [];
  };
  for (const [i, high] of above.entries()) {
    const low = below[i] ?? null;
    if (high === null || low === null) close();
    else run.push({ above: high, below: low });
  }
  close();
  return parts.join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
