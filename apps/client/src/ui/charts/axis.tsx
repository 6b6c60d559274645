import styles from './charts.module.css';

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

/** The range of an axis and the distance between its ticks. */
interface Domain {
  readonly low: number;
  readonly high: number;
  readonly step: number;
}

const STEPS = [1, 2, 5, 10];
/** Approximate number of ticks. */
const WANTED = 4;

/**
 * Returns a domain on round numbers that contains the values, wider than 0 when all are equal. Without
 * values: 0 to 1.
 */
export function roundDomain(values: Iterable<number | null>): Domain {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return { low: 0, high: 1, step: 1 };
  if (low === high) [low, high] = [low - 1, high + 1];
  const step = stepOf((high - low) / WANTED);
  return { low: Math.floor(low / step) * step, high: Math.ceil(high / step) * step, step };
}

/** Returns the domain of places, which always starts at 1. */
export function placeDomain(places: Iterable<number | null>): Domain {
  const { high, step } = roundDomain([1, ...places]);
  return { low: 1, high: Math.max(2, high), step };
}

/**
 * Returns the values beside an axis: its low end, and every multiple of its step that does not collide with
 * it.
 */
export function ticks({ low, high, step }: Domain): number[] {
  const marks = [low];
  for (let mark = Math.floor(low / step + 1) * step; mark <= high; mark += step) {
    if (mark - low > step / 2) marks.push(mark);
  }
  return marks;
}

/** Returns the position of a value between `from` (the domain's low end) and `to`. */
export function place(
  value: number,
  { low, high }: Pick<Domain, 'low' | 'high'>,
  from: number,
  to: number,
): number {
  return from + ((value - low) / (high - low)) * (to - from);
}

/**
 * Returns the smallest of 1, 2, 5, 10, 20 … that is at least `rough`: whole numbers only, as points and
 * places are.
 */
function stepOf(rough: number): number {
  const magnitude = 10 ** Math.max(0, Math.floor(Math.log10(rough)));
  return magnitude * (STEPS.find((step) => step * magnitude >= rough) ?? 10);
}
