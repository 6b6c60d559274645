import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LiveServer, startLiveServer } from '../testing/live-server.js';
import { RawClient } from '../testing/raw-client.js';
import { FIELDS } from './private-fields.js';

const NAMES = { ...FIELDS };
const rows = Array.from({ length: 200 }, (_, n) => [n, n % 7, n % 11]);

let server: LiveServer;
const clients: RawClient[] = [];

beforeEach(async () => {
  server = await startLiveServer();
  server.hub.league('L1', 'ann');
  for (let i = 0; i < 5; i += 1) server.hub.publish({ rows });
});

afterEach(async () => {
  Object.assign(FIELDS, NAMES);
  for (const client of clients.splice(0)) client.close();
  await server.close();
});

/**
 * Watches the league from its beginning, sending everything compressed. Returns what it received, and the number of
 * bytes.
 */
async function watch(): Promise<{ deltas: unknown[]; bytes: number }> {
  const client = await RawClient.join(server, 'ann', { threshold: 0 });
  clients.push(client);
  const { bytes } = client;
  const text = '42/live,1["subscribe",{"league":"L1","epoch":"e1","since":0}]';
  client.ws.send(text.slice(0, 10), { fin: false, compress: true });
  client.ws.send(text.slice(10), { fin: true, compress: true });
  expect(await client.packet('43/live,1')).toBe('43/live,1[{"ok":true}]');
  server.hub.publish({ rows });
  await client.packet(`42/live,["delta",{"league":"L1","epoch":"e1","from":6,`);
  return {
    deltas: client.of('delta').map(({ from, rows: sent }) => [from, sent]),
    bytes: client.bytes - bytes,
  };
}

describe('private fields of ws and engine.io', () => {
  it('are all there, and save bytes', async () => {
    const { deltas, bytes } = await watch();
    expect(deltas).toEqual([1, 2, 3, 4, 5, 6].map((from) => [from, rows]));
    expect(bytes).toBeLessThan(JSON.stringify(rows).length * 3);
  });

  it.each(Object.keys(FIELDS))('P23 everything works without `%s`', async (name) => {
    Object.assign(FIELDS, { [name]: '_gone' });
    const { deltas } = await watch();
    expect(deltas).toEqual([1, 2, 3, 4, 5, 6].map((from) => [from, rows]));
  });
});
