import { type PointerEvent, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import styles from './charts.module.css';

const FIRST_WIDTH = 360;

/** A column of the chart's table: one value for each label. */
export interface ChartColumn {
  readonly label: string;
  readonly own: boolean;
  readonly values: readonly (number | null)[];
}

export interface ChartFrameProps {
  /** The subject of the chart: its caption, and its name for screen readers. */
  readonly title: string;
  /** The name of the labels: `Week`. */
  readonly labelName: string;
  /** Labels along the chart, at least one. */
  readonly labels: readonly string[];
  readonly columns: readonly ChartColumn[];
  readonly format: (value: number) => string;
  /** Text for a missing value: `did not play`. */
  readonly none: string;
  readonly height: number;
  /** Returns the x positions of the first and the last label in a chart of this width, px. */
  readonly span: (width: number) => readonly [from: number, to: number];
  /** @param at index of the selected label */
  readonly draw: (width: number, at: number) => ReactNode;
}

/**
 * The common parts of every chart: a caption, the values at one label as text, and a table with the same
 * data. Pointing, tapping and arrow keys select the label: a range input lies over the drawing, so the
 * browser handles all of them.
 */
export function ChartFrame(props: ChartFrameProps) {
  const { title, labelName, labels, columns, format, none, height, span, draw } = props;
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot, FIRST_WIDTH);
  const last = labels.length - 1;
  const [chosen, setChosen] = useState<number | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const at = Math.min(pointed ?? chosen ?? last, last);
  const say = (value: number | null | undefined) => (value == null ? none : format(value));
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const [from, to] = span(width);
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const part = to > from ? (x - from) / (to - from) : 0;
    setPointed(Math.min(last, Math.max(0, Math.round(part * last))));
  };
  const choose = (place: number) => {
    setChosen(place);
    setPointed(null);
  };
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.title}>{title}</figcaption>
      <p className={styles.readout} aria-hidden="true">
        <strong>
          {labelName} {labels[at]}
        </strong>
        {columns.map(({ label, own, values }) => (
          <span key={label} data-own={own || undefined}>
            {label} <b>{say(values[at])}</b>
          </span>
        ))}
      </p>
      <div
        ref={plot}
        className={styles.plot}
        style={{ height }}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => {
          if (pointed !== null) choose(pointed);
        }}
      >
        <svg width={width} height={height} aria-hidden="true">
          {draw(width, at)}
        </svg>
        <input
          type="range"
          aria-label={`${title}, by ${labelName.toLowerCase()}`}
          aria-valuetext={[
            `${labelName} ${labels[at]}`,
            ...columns.map(({ label, values }) => `${label} ${say(values[at])}`),
          ].join(', ')}
          min={0}
          max={Math.max(last, 1)}
          value={at}
          onChange={(event) => choose(Math.min(last, Number(event.target.value)))}
        />
      </div>
      <details className={styles.alternative}>
        <summary>As a table</summary>
        <div className={styles.scroll}>
          <table className="table">
            <caption className="unseen">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{labelName}</th>
                {columns.map(({ label }) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {labels.map((label, i) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {columns.map((column) => (
                    <td key={column.label}>{say(column.values[i])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

/**
 * Returns the width of an element in whole pixels and follows its changes. `first` is used until it is
 * measured.
 */
function useWidth(element: RefObject<HTMLElement | null>, first: number): number {
  const [width, setWidth] = useState(first);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(200, Math.floor(entry.contentRect.width)));
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
