import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { Postmaster } from './postmaster.js';
import { RestartingServer } from './restarting-server.js';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A process that runs until it is ended, as a server would. */
function aServer(port: number): Postmaster {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  children.push(child);
  const gone = () => child.exitCode !== null || child.signalCode !== null;
  return {
    process: child,
    port,
    output: () => 'the disk is full',
    stop: async () => {
      if (gone()) return;
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** @param launches returns whether a launch after the first works */
function aRestartingServer(launches: () => boolean) {
  const failures: string[] = [];
  const ports: (number | undefined)[] = [];
  const server = new RestartingServer(
    async (port) => {
      ports.push(port);
      if (ports.length > 1 && !launches()) throw new Error('the port is taken');
      return aServer(port ?? 5_555);
    },
    ({ message }) => failures.push(message),
  );
  return { server, ports, failures };
}

const endNewest = () => children.at(-1)?.kill('SIGKILL');

describe('the embedded database', () => {
  it('restarts on the same port after it ended by itself, and not after a stop', async () => {
    const { server, ports, failures } = aRestartingServer(() => true);
    expect(await server.start()).toBe(5_555);
    endNewest();
    await expect.poll(() => ports).toEqual([undefined, 5_555]);
    await expect.poll(() => children.length).toBe(2);
    await server.stop();
    expect(children.every(({ signalCode }) => signalCode !== null)).toBe(true);
    expect([ports.length, failures]).toEqual([2, []]);
  });

  it('gives up after ten failed launches, with the reason of the last', async () => {
    const { server, ports, failures } = aRestartingServer(() => false);
    await server.start();
    endNewest();
    await expect.poll(() => failures).toHaveLength(1);
    expect(failures[0]).toContain('does not start again: the port is taken');
    expect(ports).toHaveLength(11);
  });

  it('gives up when it has ended six times within ten minutes, with the server’s output', async () => {
    const { server, ports, failures } = aRestartingServer(() => true);
    await server.start();
    for (let ends = 1; ends <= 6; ends += 1) {
      await expect.poll(() => children.length).toBe(ends);
      endNewest();
    }
    await expect.poll(() => failures).toHaveLength(1);
    expect(failures[0]).toContain('the disk is full');
    expect(ports).toHaveLength(6);
  });

  it('reports no failure after a stop', async () => {
    let asked = 0;
    const { server, failures } = aRestartingServer(() => {
      asked += 1;
      return false;
    });
    await server.start();
    endNewest();
    await expect.poll(() => asked).toBeGreaterThan(0);
    await server.stop();
    expect([failures, asked < 10]).toEqual([[], true]);
  });
});
