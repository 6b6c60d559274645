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

/** Value of one series; undefined = not told. */
async function metric(name: string, labels: string): Promise<number | undefined> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${name}{${labels}}`));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

describe('metrics', () => {
  it('tell how the connections to the database are used', async () => {
    expect(await metric('database_pool_connections', 'state="waiting"')).toBe(0);
    const used = (await metric('database_pool_connections', 'state="used"')) ?? -1;
    const idle = (await metric('database_pool_connections', 'state="idle"')) ?? -1;
    expect(used).toBeGreaterThanOrEqual(0);
    expect(used + idle).toBeGreaterThan(0);
  });

  it('tell how many jobs wait in each queue, and how long those took that ran', async () => {
    expect(await metric('queue_jobs', 'queue="poll-feed",state="waiting"')).toBeGreaterThanOrEqual(0);
    expect(await metric('queue_jobs', 'queue="mails",state="failed"')).toBe(0);
    await until(
      async () => ((await metric('job_seconds_count', 'queue="poll-feed",outcome="done"')) ?? 0) > 0,
    );
  });
});
