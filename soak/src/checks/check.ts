import { markdownTable } from '@sunday-live/testing';

/** One line of the verdict. */
export interface Check {
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
  readonly ok: boolean;
}

/** All checks as one table. */
export function renderChecks(checks: readonly Check[]): string {
  return markdownTable(
    ['what', 'wanted', 'found', ''],
    checks.map(({ what, wanted, found, ok }) => [what, wanted, found, ok ? 'ok' : 'FAILED']),
  );
}
