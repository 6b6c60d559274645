import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { teamOf } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { normalise } from './espn-feed.js';
import { readScoreboard } from './scoreboard.schema.js';

const folder = fileURLToPath(new URL('../../../../../../../shared/espn/', import.meta.url));
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED: recorded answers are not at ${folder}`);

const load = (name: string) => JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as unknown;
const read = (name: string) => normalise(readScoreboard(load(name)));

describe.skipIf(!present)('real answers', () => {
  it.each([
    ['sb-2025-reg-w16-live-halftime-and-finals-ot.json', [2025, 2, 16], { pre: 2, in: 4, post: 10 }],
    ['sb-2022-pre-w2-live-halftime.json', [2022, 1, 2], { pre: 9, in: 5, post: 2 }],
    ['sb-2025-reg-w01-opener-final-rest-pre.json', [2025, 2, 1], { pre: 15, post: 1 }],
    ['sb-2026-pre-w2-all-final-with-tie.json', [2026, 1, 2], { post: 16 }],
    ['sb-2024-post-w5-super-bowl-final-neutral.json', [2024, 3, 5], { post: 1 }],
    ['sb-offseason-empty-events-no-season-key.json', [null, null, null], {}],
  ])('%s', (name, current, states) => {
    const { observation, quarantined, skipped } = read(name);
    expect([observation.season, observation.seasonType, observation.week]).toEqual(current);
    expect({ quarantined, skipped }).toEqual({ quarantined: [], skipped: [] });
    const counted: Record<string, number> = {};
    for (const game of observation.games) counted[game.state] = (counted[game.state] ?? 0) + 1;
    expect(counted).toEqual(states);
    for (const game of observation.games) {
      expect([game.season, game.seasonType, game.week]).toEqual(current);
      expect(teamOf(game.home) && teamOf(game.away)).toBeDefined();
      expect(game.detail).not.toMatch(/E[SD]T/);
      expect(game.facts).toMatchObject({ homeRecord: expect.any(String), awayRecord: expect.any(String) });
    }
  });

  it('reads the half-time game, the live ones and the overtime finals of a Sunday evening', () => {
    const { games } = read('sb-2025-reg-w16-live-halftime-and-finals-ot.json').observation;
    const byId = new Map(games.map((game) => [game.id, game]));
    expect(byId.get('401772913')).toMatchObject({
      away: 'JAX',
      home: 'DEN',
      awayScore: 17,
      homeScore: 10,
      state: 'in',
      detail: 'Halftime',
      possession: null,
      lastPlay: 'END QUARTER 2',
      kickoff: '2025-12-21T21:05:00.000Z',
    });
    expect(byId.get('401772914')).toMatchObject({ possession: 'home', clock: '0:09', period: 2 });
    expect(byId.get('401772806')).toMatchObject({ possession: 'away' });
    expect(byId.get('401772613')).toMatchObject({ state: 'post', period: 5, detail: 'Final/OT' });
    expect(byId.get('401772804')).toMatchObject({
      state: 'pre',
      facts: { odds: 'BAL -3.5', overUnder: 48.5 },
    });
  });

  it('reads a tie and a neutral site', () => {
    const tie = read('sb-2026-pre-w2-all-final-with-tie.json').observation.games.find(
      (game) => game.home === 'NE',
    );
    expect(tie).toMatchObject({ away: 'IND', awayScore: 13, homeScore: 13, state: 'post' });
    const final = read('sb-2024-post-w5-super-bowl-final-neutral.json').observation.games[0];
    expect(final).toMatchObject({ away: 'KC', home: 'PHI', homeScore: 40, facts: { neutral: true } });
  });

  it.each(['err-400-date-range-2026.json', 'err-404-code-message.json'])('refuses %s', (name) => {
    expect(() => read(name)).toThrow(/^not-a-scoreboard/);
  });
});
