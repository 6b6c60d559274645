import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { inRoot } from '../lib/root.mjs';
import { Failure } from '../lib/run.mjs';
import { userOf } from './containers.mjs';

/** The first three of four numbers. Compose uses 172.30.0; any machine has these. */
export const NETWORK = '127.30.0';
const NODES = ['web1', 'web2', 'web3'];
const WORKERS = ['worker-1', 'worker-2'];
/** Services that compose gives no fixed address. */
const ADDRESSES = { postgres: 20, redis: 21, replay: 22, 'worker-1': 31, 'worker-2': 32 };
const SERVED_PORT = 8080;
const READY_WITHIN_MS = 120_000;
const STOPS_WITHIN_MS = 15_000;

/** Addresses of all services by name, as compose's network would have them. */
export function addressesOf({ services }) {
  const fixed = Object.entries(services).flatMap(([name, { networks }]) => {
    const address = networks?.default?.ipv4_address;
    return address === undefined ? [] : [[name, address]];
  });
  return {
    ...Object.fromEntries(fixed),
    ...Object.fromEntries(Object.entries(ADDRESSES).map(([name, last]) => [name, `${NETWORK}.${last}`])),
  };
}

/** The scaled-out shape of docker-compose.yml: nodes from the image, PostgreSQL, Redis and nginx from Debian's packages. */
export class System {
  #compose;
  #containers;
  #folder;
  #addresses;
  #nodes = new Map();

  constructor(compose, containers, folder) {
    this.#compose = compose;
    this.#containers = containers;
    this.#folder = folder;
    this.#addresses = addressesOf(compose);
  }

  /** Address for players. */
  get url() {
    return this.#compose.services.web1.environment.PUBLIC_URL;
  }

  get nodeNames() {
    return [...NODES, ...WORKERS];
  }

  /** The database's address as nodes have it, with a number instead of the name. */
  get databaseUrl() {
    return this.#compose.services.worker.environment.DATABASE_URL.replace(
      '@postgres:',
      `@${this.#addresses.postgres}:`,
    );
  }

  addressOf(name) {
    return this.#addresses[name];
  }

  /** PostgreSQL, an empty database in it, and Redis. */
  async startStores() {
    const { postgres, redis } = this.#compose.services;
    const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = postgres.environment;
    const bin = newestPostgres();
    const owner = userOf('/etc/passwd', 'postgres');
    const data = this.#ownFolder('postgres', owner);
    const password = join(data, 'password');
    writeFileSync(password, POSTGRES_PASSWORD);
    chownSync(password, owner.uid, owner.gid);
    const make = this.#containers.spawn(
      'initdb',
      join(bin, 'initdb'),
      [
        '-D',
        join(data, 'main'),
        '-U',
        POSTGRES_USER,
        '--pwfile',
        password,
        '-A',
        'scram-sha-256',
        '-E',
        'UTF8',
        '--no-sync',
      ],
      { ...owner, cwd: data },
    );
    if ((await make.exited) !== 0) throw new Failure(`initdb: ${make.output()}`);
    this.#containers.spawn(
      'postgres',
      join(bin, 'postgres'),
      [
        '-D',
        join(data, 'main'),
        '-c',
        `listen_addresses=${this.#addresses.postgres}`,
        '-c',
        `unix_socket_directories=${data}`,
      ],
      { ...owner, cwd: data },
    );
    const [program, ...args] = redis.command;
    const home = this.#ownFolder('redis', { uid: 0, gid: 0 });
    this.#containers.spawn('redis', program, [...args, '--bind', this.#addresses.redis, '--dir', home]);
    await until('PostgreSQL answers', () => this.#asMaintainer('SELECT 1'));
    await this.#asMaintainer(`CREATE DATABASE ${POSTGRES_DB}`);
  }

  /** Replaces the database by an empty one. */
  async emptyDatabase() {
    const { POSTGRES_DB } = this.#compose.services.postgres.environment;
    await this.#asMaintainer(`DROP DATABASE ${POSTGRES_DB} WITH (FORCE)`);
    await this.#asMaintainer(`CREATE DATABASE ${POSTGRES_DB}`);
  }

  /** Runs a one-shot service of compose, or another command as that service. @returns its output */
  runService(name, command = this.#compose.services[name].command, environment = {}) {
    return this.#containers.run(name, {
      environment: { ...this.#compose.services[name].environment, ...environment },
      ...(command === undefined ? {} : { command }),
    });
  }

  /** Starts the image's replayed Sunday in place of ESPN. @returns its address */
  async startReplay(...options) {
    const address = this.#addresses.replay;
    const command = [
      'npm',
      'run',
      '--silent',
      'replay',
      '--',
      '--host',
      address,
      '--port',
      '4000',
      ...options,
    ];
    const replay = this.#containers.start('replay', { command });
    await until(
      'the replay listens',
      () => replay.output().includes('listening'),
      () => replay.output(),
    );
    return `http://${address}:4000`;
  }

  /** Starts a node and waits until it is ready, by the request of compose's health check. */
  async startNode(name, environment = {}) {
    const service = this.#compose.services[name.replace(/-\d$/, '')];
    const address = this.#addresses[name];
    const node = this.#containers.start(name, {
      // an address of its own instead of all: the nodes share a machine here
      environment: { ...service.environment, ...environment, HOST: address },
    });
    this.#nodes.set(name, node);
    let ended = null;
    void node.exited.then((code) => {
      ended = code;
    });
    const asked = `http://${address}:${service.environment.PORT}/readyz`;
    await until(
      `${name} is ready`,
      async () => {
        if (ended !== null) throw new Failure(`${name} ended with ${ended}:\n${node.output()}`);
        return (await fetch(asked)).ok;
      },
      () => node.output(),
    );
    return node;
  }

  /** SIGTERM, as compose's stop. @throws Failure when the node does not end well, in time */
  async stopNode(name) {
    const node = this.#nodes.get(name);
    const within = pause(STOPS_WITHIN_MS, 'later', { ref: false });
    const code = await Promise.race([node.stop(), within]);
    if (code !== 0) throw new Failure(`${name} ended with ${code}:\n${node.output()}`);
    this.#nodes.delete(name);
  }

  async stopNodes() {
    await Promise.all([...this.#nodes.keys()].map((name) => this.stopNode(name)));
  }

  /** Returns the largest memory of each running node, against its limit in compose. */
  memory() {
    return [...this.#nodes].map(([name, node]) => ({
      name,
      peak: node.peak(),
      limit: bytesOf(this.#compose.services[name.replace(/-\d$/, '')].mem_limit),
    }));
  }

  /** Starts nginx with docker/nginx.conf unchanged, in the environment of nginx's image. */
  async startProxy() {
    const { proxy } = this.#compose.services;
    const folder = this.#ownFolder('nginx', { uid: 0, gid: 0 });
    const known = proxy.extra_hosts.map((entry) => entry.replace(/^([^:]+):(.*)$/, '$2 $1\n'));
    writeFileSync(join(folder, 'hosts'), `127.0.0.1 localhost\n${known.join('')}`);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    writeFileSync(
      join(folder, 'nginx.conf'),
      `user www-data;
worker_processes 1;
pid ${folder}/pid;
error_log stderr warn;
events { worker_connections 1024; }
http {
    access_log off;
    # nodes trust this address only
    proxy_bind ${proxy.networks.default.ipv4_address};
${temporary.map((name) => `    ${name}_temp_path ${folder}/${name};\n`).join('')}    include ${inRoot('docker/nginx.conf')};
}
`,
    );
    const enter = 'mount --bind "$1" /etc/hosts && shift && exec "$@"';
    const nginx = ['nginx', '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'];
    const started = this.#containers.spawn('proxy', 'unshare', [
      ...['--mount', 'sh', '-c', enter, 'sh', join(folder, 'hosts')],
      ...nginx,
    ]);
    await until(
      'the proxy answers',
      async () => (await fetch(`${this.url}/readyz`)).ok,
      () => started.output(),
    );
    return started;
  }

  /** Runs queries for libs/testing. */
  async query(sql, values = []) {
    const client = new pg.Client({ connectionString: this.databaseUrl });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  async #asMaintainer(sql) {
    const url = new URL(this.databaseUrl);
    url.pathname = '/postgres';
    const client = new pg.Client({ connectionString: url.href });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(sql);
    } finally {
      await client.end();
    }
    return true;
  }

  #ownFolder(name, { uid, gid }) {
    const folder = join(this.#folder, name);
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o755);
    chownSync(folder, uid, gid);
    return folder;
  }
}

/** Repeats the question until the answer is true; errors count as false, except a Failure. */
export async function until(what, asked, why = () => '') {
  const end = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      if (await asked()) return;
    } catch (error) {
      if (error instanceof Failure) throw error;
    }
    if (Date.now() > end) throw new Failure(`Not in time: ${what}\n${why()}`);
    await pause(100);
  }
}

/** Returns true when no other process of this machine listens on compose's port. */
export async function portIsFree() {
  return fetch(`http://localhost:${SERVED_PORT}/`).then(
    () => false,
    () => true,
  );
}

function newestPostgres() {
  const folder = '/usr/lib/postgresql';
  const versions = readdirSync(folder)
    .map(Number)
    .sort((a, b) => b - a);
  return join(folder, String(versions[0]), 'bin');
}

function bytesOf(limit) {
  const [, number, unit] = /^(\d+)([mg])$/.exec(limit) ?? [];
  return Number(number) * (unit === 'g' ? 2 ** 30 : 2 ** 20);
}
