/** One number of a report, with what it means and where it stands in the league. */
export interface Metric {
  readonly key: string;
  readonly label: string;
  /** One line. */
  readonly explanation: string;
  /** null: nothing to count yet */
  readonly value: number | null;
  readonly unit: 'points' | 'share' | 'count' | 'rank' | 'score';
  /** Standard error, where the value is an estimate by drawing lots. */
  readonly error: number | null;
  /** 0 – 100: how many of the other members do worse, those who do as well by half; null without others. */
  readonly percentile: number | null;
  /** 0 – 100: how many of the other members do as well; null without others. */
  readonly level: number | null;
  /** False where more of it is neither better nor worse. */
  readonly merit: boolean;
  /** Picks, weeks or bankers behind the value. */
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
  /** What a label is: `Week`. */
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

/** What one task finds out about one player. */
export interface Section {
  readonly metrics: readonly Metric[];
  readonly charts: readonly Chart[];
  readonly tables: readonly Table[];
  /** What to know before believing the numbers. */
  readonly notes: readonly string[];
}
