import { readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './lib/root.mjs';

const RECORDING = inRoot('apps/replay/data/sunday-2024-w8.json');
const MODULE = inRoot('apps/client/src/game/recorded-sunday.ts');

// node scripts/recorded-sunday.mjs: writes the part of the recorded Sunday that the first page and the rules show
const { season, week, games, events } = JSON.parse(readFileSync(RECORDING, 'utf8'));
const first = Date.parse(games[0].kickoff);
const minute = (t) => Math.floor((Date.parse(t) - first) / 60_000);
const place = new Map(games.map(({ id }, i) => [id, i]));
const state = new Map();
const moments = [];
for (const { t, game, awayScore, homeScore, kind } of events) {
  const now = `${kind === 'final' ? 2 : 1} ${awayScore} ${homeScore}`;
  if (state.get(game) === now) continue;
  state.set(game, now);
  moments.push([minute(t), place.get(game), awayScore, homeScore, ...(kind === 'final' ? [1] : [])]);
}
const line = (value) => `  ${JSON.stringify(value).replaceAll('"', "'").replaceAll(',', ', ')},\n`;
writeFileSync(
  MODULE,
  `/** A recorded Sunday, score by score. Written by scripts/recorded-sunday.mjs; a test holds it to the recording. */
export const SEASON = ${season};
export const WEEK = ${week};

/** Scheduled kickoff of its first games. */
export const FIRST_KICKOFF = '${games[0].kickoff}';

/** id, kickoff in minutes after the first, road team, home team */
export const GAMES: readonly (readonly [id: string, kickoff: number, away: string, home: string])[] = [
${games.map(({ id, kickoff, away, home }) => line([id, minute(kickoff), away, home])).join('')}];

/** minute, game by its index above, points of the road and the home team, and 1 when that is the final score */
export const MOMENTS: readonly (readonly [
  minute: number,
  game: number,
  away: number,
  home: number,
  final?: number,
])[] = [
${moments.map(line).join('')}];
`,
);
