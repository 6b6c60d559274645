import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const STATIC_IMPORT = /(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g;
const SCRIPT = /<(?:script[^>]*src|link[^>]*rel="modulepreload"[^>]*href)="\/assets\/([\w.-]+\.js)"/g;

/** A script of the built client. */
export interface Script {
  readonly name: string;
  readonly code: string;
  /** Bytes as gzip at level 9. */
  readonly gzip: number;
}

/**
 * All scripts that the live route needs before it shows anything: the page's own, the route's, and what they import.
 * @param dist the built client
 */
export async function liveRouteScripts(dist: string): Promise<Script[]> {
  const assets = join(dist, 'assets');
  const page = await readFile(join(dist, 'index.html'), 'utf8');
  const route = (await readdir(assets)).find((name) => /^live-page-[\w-]+\.js$/.test(name));
  if (route === undefined) throw new Error('the built client has no live route');
  const wanted = [...[...page.matchAll(SCRIPT)].map((match) => match[1] ?? ''), route];
  const scripts = new Map<string, Script>();
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (scripts.has(name)) continue;
    const script = await readScript(assets, name);
    scripts.set(name, script);
    wanted.push(...importedBy(script.code));
  }
  return [...scripts.values()];
}

/** Every script of the built client. */
export async function allScripts(dist: string): Promise<Script[]> {
  const assets = join(dist, 'assets');
  const names = (await readdir(assets)).filter((name) => name.endsWith('.js'));
  return Promise.all(names.map((name) => readScript(assets, name)));
}

async function readScript(assets: string, name: string): Promise<Script> {
  const code = await readFile(join(assets, name));
  return { name, code: code.toString('utf8'), gzip: gzipSync(code, { level: 9 }).length };
}

/** Names of the scripts that a built script imports statically. */
export function importedBy(code: string): string[] {
  return [...code.matchAll(STATIC_IMPORT)].map((match) => match[1] ?? '');
}
