import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/test-server.js';
import { until } from '../../testing/until.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server.close();
});

const scrape = async (): Promise<string> => (await fetch(`${server.url}/metrics`)).text();

/** Value of one series; undefined = not told. */
async function metric(name: string, labels: string): Promise<number | undefined> {
  return seriesIn(await scrape(), name, labels);
}

function seriesIn(text: string, name: string, labels: string): number | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${name}{${labels}}`));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

describe('metrics', () => {
  it('tell how the connections to the database are used', async () => {
    const text = await scrape();
    const connections = (state: string) =>
      seriesIn(text, 'database_pool_connections', `state="${state}"`) ?? -1;
    expect(connections('waiting')).toBeGreaterThanOrEqual(0);
    expect(connections('used')).toBeGreaterThanOrEqual(0);
    expect(connections('idle')).toBeGreaterThanOrEqual(0);
    const open = connections('used') + connections('idle');
    expect(open).toBeGreaterThan(0);
    expect(open).toBeLessThanOrEqual(server.config.databasePool);
  });

  it('tell how many jobs wait in each queue, and how long those took that ran', async () => {
    expect(await metric('queue_jobs', 'queue="poll-feed",state="waiting"')).toBeGreaterThanOrEqual(0);
    expect(await metric('queue_jobs', 'queue="mails",state="failed"')).toBe(0);
    await until(
      async () => ((await metric('job_seconds_count', 'queue="poll-feed",outcome="done"')) ?? 0) > 0,
    );
  });
});
