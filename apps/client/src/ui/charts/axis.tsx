import styles from './charts.module.css';
import { type Domain, place, ticks } from './scale.js';

interface AxisProps {
  readonly domain: Domain;
  readonly left: number;
  readonly right: number;
  /** Where the ends of the domain are, in px. */
  readonly low: number;
  readonly high: number;
  readonly format: (value: number) => string;
}

/** Draws round values with a fine line across the chart; the line at 0 is stronger. */
export function ValueAxis({ domain, left, right, low, high, format }: AxisProps) {
  return ticks(domain).map((value) => {
    const y = place(value, domain, low, high);
    return (
      <g key={value}>
        <line className={value === 0 ? styles.zero : styles.grid} x1={left} x2={right} y1={y} y2={y} />
        <text className={styles.tick} x={left - 6} y={y} dy="0.32em" textAnchor="end">
          {format(value)}
        </text>
      </g>
    );
  });
}

interface LabelAxisProps {
  readonly labels: readonly string[];
  readonly x: (i: number) => number;
  readonly y: number;
  /** Width of a label, px. */
  readonly room: number;
}

/** Draws as many labels along the chart as fit, always with the first. */
export function LabelAxis({ labels, x, y, room }: LabelAxisProps) {
  const apart = labels.length > 1 ? Math.abs(x(1) - x(0)) : room;
  const every = Math.max(1, Math.ceil(room / apart));
  return labels.map(
    (label, i) =>
      i % every === 0 && (
        <text key={label} className={styles.tick} x={x(i)} y={y} textAnchor="middle">
          {label}
        </text>
      ),
  );
}

/** Draws whole names below their bars, rotated upwards. */
export function StandingLabels({ labels, x, y }: Omit<LabelAxisProps, 'room'>) {
  return labels.map((label, i) => (
    <text
      key={label}
      className={styles.tick}
      textAnchor="end"
      dominantBaseline="middle"
      transform={`translate(${x(i)} ${y}) rotate(-90)`}
    >
      {label}
    </text>
  ));
}
