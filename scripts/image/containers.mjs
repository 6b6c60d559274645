import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../lib/run.mjs';

const KEPT_CHARS = 65_536;

/** Mounts the container's files over the image's, then replaces itself by the command, so that signals reach it. */
const ENTER = `set -e
root=$1 data=$2 hosts=$3 user=$4 folder=$5; shift 5
mount --bind "$data" "$root/data"
mount --bind "$hosts" "$root/etc/hosts"
mount --bind /proc "$root/proc"
mount --rbind /dev "$root/dev"
exec chroot --userspec="$user" "$root" /usr/bin/env -i "--chdir=$folder" "$@"`;

/**
 * Starts commands in the image's files, each in a namespace of mounts of its own. They share the machine's network, so a service's
 * address is one of the loopback.
 */
export class Containers {
  #image;
  #folder;
  #hosts;
  #running = new Set();

  /**
   * @param {{root: string, config: import('./build-image.mjs').ImageConfig}} image
   * @param {string} folder for volumes and the list of hosts
   * @param {Record<string, string>} hosts addresses by name
   */
  constructor(image, folder, hosts) {
    this.#image = image;
    this.#folder = folder;
    this.#hosts = join(folder, 'hosts');
    // an engine gives a new volume the owner that the image's folder has
    mkdirSync(this.data, { recursive: true });
    const { uid, gid } = userOf(join(image.root, 'etc/passwd'), image.config.User);
    chownSync(this.data, uid, gid);
    const lines = Object.entries(hosts).map(([name, address]) => `${address} ${name}\n`);
    writeFileSync(this.#hosts, `127.0.0.1 localhost\n${lines.join('')}`);
    writeFileSync(join(image.root, 'etc/hosts'), '');
  }

  /** Returns names of services and their addresses, as in a container's /etc/hosts. */
  get hosts() {
    return this.#hosts;
  }

  /** Returns the volume that is /data in every container of the image. */
  get data() {
    return join(this.#folder, 'data');
  }

  /**
   * @param {string} name
   * @param {{environment?: object, command?: string[]}} service without a command: the image's own
   */
  start(name, { environment = {}, command = this.#image.config.Cmd }) {
    const { Env, User, WorkingDir } = this.#image.config;
    const own = Object.entries(environment).map(([key, value]) => `${key}=${value}`);
    const args = [
      this.#image.root,
      this.data,
      this.#hosts,
      `${User}:${User}`,
      WorkingDir,
      ...Env,
      `HOME=/home/${User}`,
      ...own,
    ];
    return this.spawn(name, 'unshare', ['--mount', 'sh', '-c', ENTER, 'sh', ...args, ...command]);
  }

  /** Runs a command in the image to its end. @returns its output @throws Failure when it fails */
  async run(name, service) {
    const started = this.start(name, service);
    const code = await started.exited;
    await started.silent;
    if (code !== 0) throw new Failure(`${name} ended with ${code}:\n${started.output()}`);
    return started.output();
  }

  /** Starts a program of this machine. */
  spawn(name, program, args, options = {}) {
    // in its own process group, so that its children can be ended with it
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, ...options });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said = (said + chunk).slice(-KEPT_CHARS);
      });
    }
    const exited = once(child, 'exit').then(([code, signal]) => {
      this.#running.delete(started);
      return code ?? signal;
    });
    const started = {
      name,
      child,
      exited,
      /** Resolves when the process and its children have closed their output. */
      silent: once(child, 'close'),
      output: () => said,
      /** The largest memory that it has used so far, bytes. */
      peak: () =>
        Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024,
      /** @param {NodeJS.Signals} signal */
      stop: async (signal = 'SIGTERM') => {
        child.kill(signal);
        return exited;
      },
    };
    this.#running.add(started);
    return started;
  }

  /** Ends all started processes and their children. */
  async stopAll() {
    const all = [...this.#running];
    // a process that failed to start has no id and no group
    for (const { child } of all) if (child.pid > 1) process.kill(-child.pid, 'SIGKILL');
    await Promise.all(all.map(({ exited }) => exited));
  }
}

/** Returns the ids of a user from a file like /etc/passwd. */
export function userOf(file, name) {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}
