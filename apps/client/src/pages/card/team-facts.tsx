import type { Result, TeamForm } from '../../game/team-form.js';
import styles from './team-facts.module.css';

interface TeamFactsProps {
  readonly form: TeamForm | undefined;
  /** The feed's record, where the season's results are not known. */
  readonly record: string | undefined;
}

const WORDS: Readonly<Record<Result, string>> = { W: 'won', L: 'lost', T: 'tied' };

/** A team's record and its last five results, the latest at the end. */
export function TeamFacts({ form, record = form?.record }: TeamFactsProps) {
  if (!form) return record ? <span className={styles.facts}>{record}</span> : null;
  return (
    <span className={styles.facts}>
      <span className="unseen">, record </span>
      {form.record}
      <span className={styles.form} aria-hidden="true">
        {form.last.map((result, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: results have no name but their place.
          <i key={i} data-result={result}>
            {result}
          </i>
        ))}
      </span>
      <span className="unseen">, last games {form.last.map((result) => WORDS[result]).join(', ')}</span>
    </span>
  );
}
