import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Figure } from './figure.js';

const targetSchema = z.object({
  of: z.enum(['value', 'ratio']),
  at: z.enum(['most', 'least']),
  limit: z.number(),
});
const figureSchema = z.object({
  what: z.string(),
  unit: z.string(),
  ours: z.number(),
  baseline: z.object({ name: z.string(), value: z.number(), ratio: z.number().optional() }).nullable(),
  target: targetSchema.nullable(),
  note: z.string().optional(),
});
const partSchema = z.object({
  measuredAt: z.iso.datetime(),
  machine: z.string(),
  /** Load of the machine (average of a minute) before and after; the bench itself makes two. */
  load: z.tuple([z.number(), z.number()]),
  quick: z.boolean(),
  figures: z.array(figureSchema),
});
/** The latest measurement of each part: a run of one part leaves the others unchanged. */
const resultsSchema = z.object({ parts: z.record(z.string(), partSchema) });
export type PartResult = z.infer<typeof partSchema>;
export type Results = z.infer<typeof resultsSchema>;

export const RESULTS_FILE = new URL('../../results/latest.json', import.meta.url).pathname;

/** @throws Error when the file exists and contains something else */
export async function readResults(file: string): Promise<Results> {
  if (!existsSync(file)) return { parts: {} };
  return resultsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** Puts a part's figures into the file in place of its earlier ones. */
export async function saveResult(file: string, name: string, result: PartResult): Promise<Results> {
  const { parts } = await readResults(file);
  const results = { parts: { ...parts, [name]: result } };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
  return results;
}

/** The figures of a part as they were measured. */
export function figuresOf({ figures }: PartResult): Figure[] {
  return figures.map(({ note, baseline, ...figure }) => ({
    ...figure,
    baseline: baseline === null ? null : withoutRatio(baseline),
    ...(note === undefined ? {} : { note }),
  }));
}

function withoutRatio({ name, value, ratio }: NonNullable<PartResult['figures'][number]['baseline']>) {
  return { name, value, ...(ratio === undefined ? {} : { ratio }) };
}
