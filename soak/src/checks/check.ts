/** One line of the verdict. */
export interface Check {
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
  readonly ok: boolean;
}

/** All checks as one Markdown table that reads well in a terminal too. */
export function renderChecks(checks: readonly Check[]): string {
  const rows = [
    ['what', 'wanted', 'found', ''],
    ...checks.map(({ what, wanted, found, ok }) => [what, wanted, found, ok ? 'ok' : 'FAILED']),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(head), rule, ...body.map(line)].join('\n');
}
