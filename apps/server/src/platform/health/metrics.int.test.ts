import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/test-server.js';
import { until } from '../../testing/until.js';
import { Metrics } from './metrics.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server.close();
});

const scrape = async (): Promise<string> => (await fetch(`${server.url}/metrics`)).text();

/** Returns the value of one series; undefined when it is not exported. */
async function metric(name: string, labels: string): Promise<number | undefined> {
  return seriesIn(await scrape(), name, labels);
}

function seriesIn(text: string, name: string, labels: string): number | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${name}{${labels}}`));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

/** PromQL functions with an underscore in their names; they are not metrics. */
const FUNCTIONS = new Set(['histogram_quantile']);
const own = () => server.app.get(Metrics, { strict: false }).registry.getMetricsAsJSON();

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

  it('tell how many jobs wait in each queue, and how long finished jobs took', async () => {
    expect(await metric('queue_jobs', 'queue="poll-feed",state="waiting"')).toBeGreaterThanOrEqual(0);
    expect(await metric('queue_jobs', 'queue="mails",state="failed"')).toBe(0);
    await until(
      async () => ((await metric('job_seconds_count', 'queue="poll-feed",outcome="done"')) ?? 0) > 0,
    );
  });

  it('count and time requests by the pattern of their route, and say which version runs', async () => {
    await fetch(`${server.url}/api/leagues/some-secret-id/standings`);
    await fetch(`${server.url}/api/teams`);
    const labels = (route: string, status: string) => `method="GET",route="${route}",status="${status}"`;
    // a request is counted after its answer was sent, so the client may be earlier
    const text = await until(async () => {
      const answer = await scrape();
      return answer.includes(labels('/api/teams', '2xx')) ? answer : null;
    });
    expect(seriesIn(text, 'http_request_duration_seconds_count', labels('/api/teams', '2xx'))).toBe(1);
    expect(
      seriesIn(text, 'http_request_duration_seconds_count', labels('/api/leagues/:id/standings', '4xx')),
    ).toBe(1);
    expect(text).not.toContain('some-secret-id');
    expect(text).toMatch(/^sunday_live_build_info\{version="\d+\.\d+\.\d+",node="v\d+/m);
  });

  it('follow the naming conventions: base units, and `_total` for counters only', async () => {
    const all = await own();
    expect(all.length).toBeGreaterThan(30);
    for (const { name, type: kind } of all) {
      const type = String(kind);
      expect(name.endsWith('_total'), name).toBe(type === 'counter');
      expect(name, name).not.toMatch(/_(ms|millis|milliseconds|minutes|kb|percent)(_|$)/);
      if (type === 'histogram') expect(name, name).toMatch(/_(seconds|bytes)$/);
    }
  });

  it('alerts about a counter also see its first count, before which it has no series', () => {
    const rules = readFileSync(
      new URL('../../../../../docker/prometheus/alerts.yml', import.meta.url),
      'utf8',
    );
    const increases = [...rules.matchAll(/expr: (increase\((\w+)\[(\w+)\]\) > (\d+)(.*))$/gm)];
    expect(increases.length).toBeGreaterThan(2);
    for (const [, , counter, window, limit, rest] of increases)
      expect(rest).toBe(` or (${counter} > ${limit} unless ${counter} offset ${window})`);
  });

  it.each(['prometheus/alerts.yml', 'grafana/sunday-live.json'])(
    'docker/%s queries only metrics that exist',
    async (file) => {
      const known = new Set((await own()).map(({ name }) => name));
      const text = readFileSync(new URL(`../../../../../docker/${file}`, import.meta.url), 'utf8');
      const expressions = [...text.matchAll(/"?expr"?: (.+)$/gm)].map(([, expression = '']) => expression);
      expect(expressions.length).toBeGreaterThan(8);
      const asked = expressions.flatMap((expression) =>
        [...expression.matchAll(/\b(?!up\b)[a-z]+(?:_[a-z0-9]+)+(?=[[{)\s]|\\?"|$)/g)].map(([name]) => name),
      );
      const unknown = asked.filter(
        (name) => !known.has(name.replace(/_(bucket|count|sum)$/, '')) && !FUNCTIONS.has(name),
      );
      expect(unknown).toEqual([]);
    },
  );
});
