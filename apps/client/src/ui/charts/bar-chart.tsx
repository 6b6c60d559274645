import { plain } from '@sunday-live/contract';
import { LabelAxis, place, roundDomain, StandingLabels, ValueAxis } from './axis.js';
import { ChartFrame } from './chart-frame.js';
import styles from './charts.module.css';

/** One bar; null without a value. */
export interface Bar {
  /** Unique among the bars. */
  readonly label: string;
  readonly value: number | null;
  /** Drawn in the accent colour. */
  readonly own?: boolean;
}

export interface BarChartProps {
  /** The subject of the chart: its caption, and its name for screen readers. */
  readonly title: string;
  /** The name of the bars' labels: `Week`. */
  readonly labelName: string;
  /** The name of the bars' values: `Points`. */
  readonly valueName: string;
  /** In order, at least one. */
  readonly bars: readonly Bar[];
  /** A line across all bars with its name, such as an average. */
  readonly reference?: { readonly label: string; readonly value: number };
  /** Default: plain, with a real minus. */
  readonly format?: (value: number) => string;
  /** Text for a missing value. Default: a dash. */
  readonly none?: string;
  readonly height?: number;
}

const [TOP, BOTTOM, AXIS] = [16, 24, 44];

/** Longer labels do not fit side by side below their bars. */
const LYING = 4;
const LETTER = 7;

/** Returns the height of rotated labels below the axis, px; 0: labels are horizontal. */
function labelsUnder(bars: BarChartProps['bars']): number {
  const longest = Math.max(0, ...bars.map(({ label }) => label.length));
  return longest > LYING ? longest * LETTER : 0;
}

/** Draws bars up or down from 0. */
export function BarChart(props: BarChartProps) {
  const { title, labelName, valueName, bars, reference, format = plain, none = '–' } = props;
  const under = labelsUnder(bars);
  const height = (props.height ?? 200) + under;
  const domain = roundDomain([0, ...bars.map(({ value }) => value), reference?.value ?? null]);
  const [low, high] = [height - BOTTOM - under, TOP];
  const y = (value: number) => place(value, domain, low, high);
  const slot = (width: number) => (width - AXIS) / bars.length;
  const labels = bars.map(({ label }) => label);
  const columns = [
    { label: valueName, own: bars.some(({ own }) => own), values: bars.map(({ value }) => value) },
    ...(reference ? [{ label: reference.label, own: false, values: bars.map(() => reference.value) }] : []),
  ];
  return (
    <ChartFrame
      {...{ title, labelName, labels, columns, format, none, height }}
      span={(width) => [AXIS + slot(width) / 2, width - slot(width) / 2]}
      draw={(width, at) => {
        const wide = slot(width);
        const x = (i: number) => AXIS + (i + 0.5) * wide;
        return (
          <>
            <ValueAxis {...{ domain, low, high, format }} left={AXIS} right={width} />
            {under > 0 ? (
              <StandingLabels labels={labels} x={x} y={low + 8} />
            ) : (
              <LabelAxis labels={labels} x={x} y={height - 6} room={26} />
            )}
            {bars.map(({ label, value, own }, i) =>
              value === null ? null : (
                <rect
                  key={label}
                  className={styles.bar}
                  data-own={own || undefined}
                  data-at={i === at || undefined}
                  x={x(i) - Math.min(20, wide * 0.36)}
                  width={Math.min(40, wide * 0.72)}
                  y={Math.min(y(value), y(0))}
                  height={Math.max(1, Math.abs(y(value) - y(0)))}
                />
              ),
            )}
            {reference && (
              <g className={styles.reference}>
                <line x1={AXIS} x2={width} y1={y(reference.value)} y2={y(reference.value)} />
                <text x={width - 2} y={y(reference.value) - 5} textAnchor="end">
                  {reference.label}
                </text>
              </g>
            )}
          </>
        );
      }}
    />
  );
}
