import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { buildRecording, type Recording } from './recording.js';
import { seasonSchema, sundaySchema, teamSchema, venueSchema } from './schema.js';

export const dataFolder = fileURLToPath(new URL('../../data', import.meta.url));
export const defaultSunday = '2024-w8';

/** Returns the names of the recorded Sundays in the data folder, such as `2024-w8`. */
export function sundayNames(): string[] {
  return dataFiles(/^sunday-(\d{4}-w\d+)\.json$/);
}

/**
 * Loads a Sunday by name (`2024-w8`) or by the path of a file of the same shape.
 * Throws an error with a plain message when there is no such Sunday or the file is not valid.
 */
export function loadRecording(sunday: string = defaultSunday): Recording {
  const path = sundayPath(sunday);
  const seasons = dataFiles(/^(season-\d{4})\.json$/).map((name) =>
    read(join(dataFolder, `${name}.json`), seasonSchema),
  );
  return buildRecording(basename(path, '.json').replace(/^sunday-/, ''), {
    sunday: read(path, sundaySchema),
    seasons,
    teams: read(join(dataFolder, 'teams.json'), z.array(teamSchema)),
    venues: read(join(dataFolder, 'venues.json'), z.array(venueSchema)),
  });
}

function sundayPath(sunday: string): string {
  if (sunday.endsWith('.json') || /[\\/]/.test(sunday)) {
    const path = resolve(sunday);
    if (!existsSync(path)) {
      throw new Error(`no such recording: ${path}`);
    }
    return path;
  }
  const names = sundayNames();
  if (!names.includes(sunday)) {
    throw new Error(`no recorded Sunday named "${sunday}"; there are: ${names.join(', ')}`);
  }
  return join(dataFolder, `sunday-${sunday}.json`);
}

function dataFiles(pattern: RegExp): string[] {
  return readdirSync(dataFolder)
    .map((file) => pattern.exec(file)?.[1])
    .filter((name) => name !== undefined)
    .sort();
}

function read<T>(path: string, schema: z.ZodType<T>): T {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} is not readable JSON: ${error instanceof Error ? error.message : error}`);
  }
  const result = schema.safeParse(content);
  if (!result.success) {
    throw new Error(`${path} is not a valid recording:\n${z.prettifyError(result.error)}`);
  }
  return result.data;
}
