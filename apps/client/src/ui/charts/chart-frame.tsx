import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import styles from './charts.module.css';
import { useWidth } from './use-width.js';

const FIRST_WIDTH = 360;

/** A column of the table that says the same as the chart: one value a label. */
export interface ChartColumn {
  readonly label: string;
  readonly own: boolean;
  readonly values: readonly (number | null)[];
}

export interface ChartFrameProps {
  /** What the chart shows; its caption and its name for screen readers. */
  readonly title: string;
  /** What a label is: `Week`. */
  readonly labelName: string;
  /** Names of the places along the chart, at least one. */
  readonly labels: readonly string[];
  readonly columns: readonly ChartColumn[];
  readonly format: (value: number) => string;
  /** What to say where there is no value: `did not play`. */
  readonly none: string;
  readonly height: number;
  /** Where the first and the last label lie, from the left edge of a drawing of this width. */
  readonly span: (width: number) => readonly [from: number, to: number];
  /** @param at the label that is being looked at */
  readonly draw: (width: number, at: number) => ReactNode;
}

/**
 * What every chart has: a caption, the values at one place in words, a table that says the same. The place is chosen
 * by pointing, by tapping or by arrow keys: a range input lies over the drawing, so all of that is the browser's own.
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
          <table>
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
