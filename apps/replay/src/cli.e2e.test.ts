import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../../scripts/replay.mjs', import.meta.url));
const running: ChildProcess[] = [];

function run(...args: string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  return child;
}

afterEach(() => {
  for (const child of running.splice(0)) {
    child.kill('SIGKILL');
  }
});

describe('npm run replay', () => {
  it('says where it listens, answers there, and stops on SIGTERM', async () => {
    const child = run('--port', '0', '--speed', '2000', '--sunday', '2024-w8');
    let url = '';
    for await (const line of createInterface({ input: child.stdout })) {
      url = /replay listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1] ?? '';
      if (url !== '') {
        break;
      }
    }
    const response = await fetch(`${url}/apis/site/v2/sports/football/nfl/scoreboard`);
    expect(await response.json()).toMatchObject({ season: { year: 2024 }, week: { number: 8 } });
    expect(await (await fetch(`${url}/replay`)).json()).toMatchObject({ speed: 2000, sunday: '2024-w8' });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it.each([
    [['--speed', 'fast'], '--speed'],
    [['--speed', '0'], '--speed'],
    [['--port', '99999'], '--port'],
    [['--sunday', '1999-w1'], 'no recorded Sunday named "1999-w1"'],
    [['--shape', '1990'], '--shape'],
    [['--sideways'], '--sideways'],
  ])('refuses %j', async (args, message) => {
    const child = run(...args);
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(errors).toContain(message);
    expect(errors).not.toContain('    at ');
  });
});
