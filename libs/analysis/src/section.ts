/** One number of a report, with its explanation and its place in the league. */
export interface Metric {
  readonly key: string;
  readonly label: string;
  /** One line. */
  readonly explanation: string;
  /** null: nothing to count yet. */
  readonly value: number | null;
  readonly unit: 'points' | 'share' | 'count' | 'rank' | 'score';
  /** Standard error of a simulated estimate. */
  readonly error: number | null;
  /** 0 – 100: percentage of the other members that do worse, level ones count half; null without others. */
  readonly percentile: number | null;
  /** 0 – 100: percentage of the other members that are level; null without others. */
  readonly level: number | null;
  /** False: a higher value is neither better nor worse. */
  readonly merit: boolean;
  /** Number of picks, weeks or bankers behind the value. */
  readonly sample: number;
  /** True when the sample is too small to mean much. */
  readonly small: boolean;
}

export interface Series {
  readonly label: string;
  readonly role: 'own' | 'league' | 'low' | 'high';
  readonly values: readonly (number | null)[];
}

export interface Chart {
  readonly key: string;
  readonly title: string;
  readonly kind: 'line' | 'places' | 'bars' | 'band';
  /** The name of the labels: `Week`. */
  readonly labelName: string;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly unit: Metric['unit'];
}

export interface Table {
  readonly key: string;
  readonly title: string;
  readonly columns: readonly { readonly label: string; readonly unit: Metric['unit'] | 'text' }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The result of one task about one player. */
export interface Section {
  readonly metrics: readonly Metric[];
  readonly charts: readonly Chart[];
  readonly tables: readonly Table[];
  /** What a reader must know to judge the numbers. */
  readonly notes: readonly string[];
}
