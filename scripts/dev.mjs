import { fork } from 'node:child_process';
import { mkdirSync, watch, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import swc from '@swc/core';
import { createServer as createViteServer } from 'vite';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { inRoot } from './lib/root.mjs';
import { main } from './lib/run.mjs';

const CLIENT_PORT = 5173;
/** Sources that the server runs, as folders with `src` and `dist`. */
const WATCHED = ['libs/scoring', 'libs/analysis', 'libs/contract', 'apps/server'];
/** Editors write several files at once, or one file several times. */
const SETTLE_MS = 100;

// npm run dev: the server in watch mode, the client with hot reload, and a replayed Sunday that continues across restarts of the server
await main(async () => {
  const inspect = process.argv.includes('--inspect');
  await ensureBuilt();
  const { startEmbeddedPostgres } = await import('@sunday-live/server');
  const { startReplayServer } = await import('@sunday-live/replay');
  const database = process.env.DATABASE_URL ? null : await startEmbeddedPostgres(inRoot('var/dev'));
  /** @type {import('node:child_process').ChildProcess | null} */
  let server = null;
  const replay = await startReplayServer({
    speed: 60,
    loop: true,
    port: 0,
    onRestart: async () => void server?.send('the Sunday begins again'),
  });
  const env = {
    LOG_LEVEL: 'warn',
    DATA_DIR: inRoot('var/dev'),
    // most of the time of a start is loading modules: Node 22 and newer cache the compiled code, which saves a fifth of it
    NODE_COMPILE_CACHE: inRoot('var/dev/compile-cache'),
    ...process.env,
    DATABASE_URL: process.env.DATABASE_URL ?? database?.url,
    DEV_FEED_URL: replay.url,
  };

  const prepare = () =>
    fork(inRoot('apps/server/dev-server.mjs'), [], { env, execArgv: inspect ? ['--inspect'] : [] });

  let stopping = false;
  /** A process for the next restart, with the packages loaded already. There is none with a debugger, which has one port. */
  let next = /** @type {import('node:child_process').ChildProcess | null} */ (null);
  /** @param begun when the change was seen (ms of `performance.now`) */
  const start = (begun) => {
    // one that failed while it loaded the packages has no connection any more
    const child = next?.connected ? next : prepare();
    next = null;
    server = child;
    child.on('message', () => {
      console.log(
        `The server is up after ${((performance.now() - begun) / 1000).toFixed(1)} s: http://127.0.0.1:${CLIENT_PORT}`,
      );
      if (!inspect && !stopping) next ??= prepare();
    });
    child.send('start');
  };
  const stop = async () => {
    const child = server;
    if (child === null || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  start(performance.now());
  const backend = `http://127.0.0.1:${process.env.PORT ?? 3000}`;
  const vite = await createViteServer({
    root: inRoot('apps/client'),
    server: {
      port: CLIENT_PORT,
      strictPort: true,
      proxy: { '/api': backend, '/socket.io': { target: backend, ws: true } },
    },
  });
  await vite.listen();

  let restarting = Promise.resolve();
  watchSources(async (files) => {
    const begun = performance.now();
    if (!files.map((file) => transpile(file)).every(Boolean)) return;
    restarting = restarting.then(stop).then(() => {
      if (!stopping) start(begun);
    });
    await restarting;
  });

  const end = async () => {
    if (stopping) return;
    stopping = true;
    await vite.close();
    await restarting;
    await stop();
    next?.kill();
    await replay.close();
    await database?.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end());
});

/** Reports changed sources, in one call when they change together. */
function watchSources(changed) {
  const waiting = new Set();
  let timer;
  for (const place of WATCHED) {
    watch(inRoot(place, 'src'), { recursive: true }, (_event, name) => {
      if (name === null || !/(?<!\.test|\.d)\.ts$/.test(name)) return;
      waiting.add(inRoot(place, 'src', name));
      clearTimeout(timer);
      timer = setTimeout(() => {
        const files = [...waiting];
        waiting.clear();
        void changed(files);
      }, SETTLE_MS);
    });
  }
}

/**
 * Writes one file's JavaScript to its place in `dist`. It does not check types (the editor and `npm run check` do),
 * because that takes longer than the restart.
 * @returns false when the file is not valid TypeScript yet
 */
function transpile(file) {
  const to = file.replace('/src/', '/dist/').replace(/\.ts$/, '.js');
  try {
    const { code, map } = swc.transformFileSync(file, {
      swcrc: false,
      sourceMaps: true,
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
      },
      module: { type: 'es6' },
    });
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, `${code}\n//# sourceMappingURL=${to.split('/').pop()}.map\n`);
    writeFileSync(`${to}.map`, map ?? '');
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}
