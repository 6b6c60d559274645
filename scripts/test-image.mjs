import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { builtImage } from './image/build-image.mjs';
import { readCompose, startedServices } from './image/compose.mjs';
import { Containers } from './image/containers.mjs';
import { Sunday } from './image/sunday.mjs';
import { addressesOf, NETWORK, portIsFree, System } from './image/system.mjs';
import { compile } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { Failure, main } from './lib/run.mjs';

// npm run test:image: builds the image and runs docker-compose.yml from it, without a container engine
// (docs/operations.md). `-- --built` uses the last image; `--folder` is where images are kept.
const PROGRAMS = ['buildah', 'mmdebstrap', 'nginx', 'redis-server', 'unshare', 'chroot'];
const ADMIN = { email: 'admin@test.example', password: 'a long admin password' };
const ARCHIVE = '/data/backups/sunday.tar.gz';
const REPLAY = `http://${NETWORK}.22:4000`;
const STARTED = ['proxy', 'web1', 'web2', 'web3', 'worker', 'secret', 'postgres', 'redis'];
const MEBIBYTE = 2 ** 20;

await main(async () => {
  const { values: options } = parseArgs({
    options: {
      built: { type: 'boolean', default: false },
      folder: { type: 'string', default: join(tmpdir(), 'sunday-live-image') },
    },
  });
  await refuseWithoutMeans();
  await ensureInstalled();
  await compile('libs/testing');
  const testing = await import('@sunday-live/testing');
  const image = builtImage(options.folder, { again: !options.built });
  const folder = mkdtempSync(join(tmpdir(), 'sunday-live-compose-'));
  // services of other users store their data in it
  chmodSync(folder, 0o755);
  const compose = readCompose({
    NETWORK,
    FEED_URL: REPLAY,
    FEED_LIVE_INTERVAL_MS: '500',
    FEED_IDLE_INTERVAL_MS: '1000',
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    ADMIN_MFA: 'optional',
  });
  const containers = new Containers(image, folder, addressesOf(compose));
  try {
    say(
      `the image is ${megabytes(image.size)} MB, ${megabytes(image.size - image.base)} of them above its base`,
    );
    await rehearse(new System(compose, containers, folder), testing, compose);
    say('everything went well');
  } finally {
    await containers.stopAll();
    image.remove();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function rehearse(system, testing, compose) {
  check(
    startedServices(compose).toSorted().join() === STARTED.toSorted().join(),
    'other services start without a profile',
  );
  await system.startStores();
  const made = await system.runService('secret');
  check(made.includes('was made'), `the first start makes a secret and says so, not: ${made}`);
  check(!(await system.runService('secret')).includes('was made'), 'the second start makes no other secret');
  await system.startReplay('--paused');
  await Promise.all(system.nodeNames.map((name) => system.startNode(name)));
  await system.startProxy();
  say('three web nodes, two workers and the proxy are ready');

  const sunday = new Sunday(system, testing, REPLAY);
  await sunday.begin(ADMIN);
  await sunday.reaches(1);
  say((await system.runService('worker', npm('backup', ARCHIVE))).trim());
  for (const name of system.nodeNames) {
    await system.stopNode(name);
    await system.startNode(name);
  }
  say('every node was replaced while the games went on');
  await sunday.end();
  check(
    sunday.faults.length === 0,
    `${sunday.faults.length} faults, such as ${sunday.faults.slice(0, 5).join('\n')}`,
  );
  say(
    `a Sunday was played through the proxy: ${sunday.requests} requests, a socket and a long-poll without a fault`,
  );
  for (const { name, peak, limit } of system.memory()) {
    say(`${name} had at most ${megabytes(peak)} of ${megabytes(limit)} MB`);
    check(peak < limit, `${name} would have been killed`);
  }

  await system.stopNodes();
  await system.emptyDatabase();
  say((await system.runService('worker', npm('restore', ARCHIVE))).trim());
  await system.startNode('web1');
  await system.startNode('worker-1');
  const { player } = sunday;
  const { id } = await player.get(system.url, '/api/me');
  check(id === player.id, 'who was signed in is signed in after the restore');
  await changeSecret(system, testing, player);
  await system.stopNodes();
  const season = npm('season', 'simulate', '--weeks', '1', '--players', '4');
  say((await system.runService('worker', season)).trim().split('\n').at(-1));
}

/** As docs/operations.md says: the old secret becomes the previous one, and another is created. */
async function changeSecret(system, testing, player) {
  const old = (await system.runService('secret', ['cat', '/data/session-secret'])).trim();
  await system.stopNodes();
  await system.runService('secret', ['rm', '/data/session-secret']);
  const previous = { SESSION_SECRET_PREVIOUS: old };
  await system.runService('secret', undefined, previous);
  await system.startNode('web1', previous);
  const again = await player.get(system.url, '/api/me').then(
    () => 'is signed in still',
    () => 'is signed out',
  );
  check(again === 'is signed out', `a player ${again} after the secret was changed`);
  const email = `${player.name.toLowerCase().replace(/\W+/g, '-')}@test.example`;
  const back = await testing.Player.signIn(system.url, player.name, email, 'a long password', system.url);
  check(back.id === player.id, 'players sign in again after the secret was changed');
  say('the session secret was changed');
}

function npm(script, ...args) {
  return ['npm', 'run', '--silent', script, '--', ...args];
}

async function refuseWithoutMeans() {
  const missing = PROGRAMS.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
  if (spawnSync('sh', ['-c', 'ls -d /usr/lib/postgresql/*/bin']).status !== 0) missing.push('postgresql');
  if (missing.length > 0) {
    throw new Failure(
      `Missing: ${missing.join(', ')}. On Debian: apt-get install --no-install-recommends buildah mmdebstrap nginx redis-server postgresql`,
    );
  }
  if (process.getuid?.() !== 0) throw new Failure('This needs root: it mounts the image and enters it');
  if (!(await portIsFree())) throw new Failure('Something listens on port 8080 already');
}

function check(holds, otherwise) {
  if (!holds) throw new Failure(otherwise);
}

function say(line) {
  console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);
}

function megabytes(bytes) {
  return Math.round(bytes / MEBIBYTE);
}
