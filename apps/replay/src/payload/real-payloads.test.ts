import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadRecording } from '../recording/load-recording.js';
import { Replay } from '../replay.js';
import type { Shape } from './schema.js';
import { scoreboard } from './scoreboard.js';

const folder = fileURLToPath(new URL('../../../../../shared/espn/', import.meta.url));
const present = existsSync(folder);
if (!present) {
  console.warn(`SKIPPED: no recorded payloads at ${folder}`);
}

/** Parts of a real payload that no client reads for scores; ours has none or fewer of them. */
const decoration = [
  /\.(leaders|highlights|tickets|weather|athletesInvolved|video|logos|teamsOnBye)\b/,
  /\.odds\[\]\.(moneyline|pointSpread|total|link|header|footer|featuredBets|provider\.(logos|displayName))/,
  /\.odds\[\]\.(home|away)TeamOdds\.(favoriteAtOpen|moneyLine|spreadOdds|team\.shortDisplayName)/,
  /\.media\.(logo|darkLogo)$/,
  /\.links\[\]/,
  /\.provider\.(logos|displayName)/,
  /\.lastPlay\.drive\.(end|result)/,
  /\.(altDetail|capacity)$/,
  /\.notes\[\]/,
  /\.isConferenceGame$/,
];

/** Returns every path of a JSON value with the types found there, `.events[].id` → string. */
function typesByPath(value: unknown, path = '', found = new Map<string, Set<string>>()) {
  const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  found.set(path, (found.get(path) ?? new Set()).add(type));
  if (Array.isArray(value)) {
    for (const item of value) {
      typesByPath(item, `${path}[]`, found);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      typesByPath(item, `${path}.${key}`, found);
    }
  }
  return found;
}

async function ours(shape: Shape) {
  const recording = loadRecording();
  const replay = new Replay(recording, { paused: true });
  const found = new Map<string, Set<string>>();
  for (const position of [-300, 1900, 3600, 5200, 15_000, 38_252]) {
    await replay.control({ action: 'seek', position });
    const payload = scoreboard(recording, replay.moment(), { kind: 'week', season: 2024, week: 8 }, shape);
    typesByPath(payload, '', found);
  }
  return found;
}

describe.skipIf(!present)('compared with real payloads', () => {
  const cases: [Shape, string][] = [
    ['2025', 'sb-2025-reg-w16-live-halftime-and-finals-ot.json'],
    ['2025', 'sb-2025-reg-w01-opener-final-rest-pre.json'],
    ['2022', 'sb-2022-pre-w2-live-halftime.json'],
  ];

  it.each(cases)('shape %s has every path that clients read of %s, with its type', async (shape, file) => {
    const real = typesByPath(JSON.parse(readFileSync(`${folder}${file}`, 'utf8')));
    const mine = await ours(shape);
    const problems = [...real]
      .filter(([path]) => !decoration.some((pattern) => pattern.test(path)))
      .filter(([path, types]) => ![...types].some((type) => mine.get(path)?.has(type)))
      .map(([path, types]) => `${path}: ${[...types].join('|')}`);
    expect(problems).toEqual([]);
    expect(real.size).toBeGreaterThan(100);
  });

  it.each(cases)('shape %s has no path of its own besides those of %s', async (shape, file) => {
    const real = typesByPath(JSON.parse(readFileSync(`${folder}${file}`, 'utf8')));
    const situational = /situation|winner|headlines|teamsOnBye|linescores|odds|probability|provider/;
    const own = [...(await ours(shape)).keys()].filter((path) => !real.has(path) && !situational.test(path));
    expect(own).toEqual([]);
  });
});
