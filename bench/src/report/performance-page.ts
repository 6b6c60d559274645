import { readFile, writeFile } from 'node:fs/promises';
import { figuresOf, type Results } from './results.js';
import { renderTable } from './table.js';

export const PAGE = new URL('../../../docs/performance.md', import.meta.url).pathname;
const BEGIN = '<!-- figures: written by `npm run bench` from bench/results/latest.json -->';
const END = '<!-- end of figures -->';

/** The page with its figures replaced. @throws Error when the page has no place for them */
export function withFigures(page: string, results: Results, order: readonly string[]): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('the page has no place for figures');
  const sections = order.flatMap((name) => {
    const part = results.parts[name];
    if (part === undefined) return [];
    const [before, after] = part.load.map((load) => load.toFixed(1));
    const how = `${part.measuredAt.slice(0, 10)}, ${part.machine}, load ${before} to ${after}${part.quick ? ', quick sizes' : ''}`;
    return [`### ${name}\n\n${how}\n\n${renderTable(figuresOf(part))}`];
  });
  return `${page.slice(0, begin)}${BEGIN}\n\n${sections.join('\n\n')}\n\n${page.slice(end)}`;
}

/** Writes the figures into docs/performance.md. */
export async function updatePage(results: Results, order: readonly string[]): Promise<void> {
  await writeFile(PAGE, withFigures(await readFile(PAGE, 'utf8'), results, order));
}
