import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(root + file, 'utf8');

/** Settings that image and services rely on: compose fixes them, the operator does not set them. */
const FIXED = new Set(['NODE_ENV', 'HOST', 'PORT', 'DATA_DIR', 'ROLE']);
/** Scripts that build, test or measure the project: the image does not need them. */
const DEVELOPERS = new Set([
  'start',
  'build',
  'serve',
  'test',
  'dev',
  'test:chaos',
  'test:image',
  'bench',
  'soak',
  'check',
  'format',
]);

const serviceSchema = z.object({
  image: z.string(),
  restart: z.string(),
  mem_limit: z.string(),
  profiles: z.array(z.string()).default([]),
  logging: z.object({
    driver: z.string(),
    options: z.object({ 'max-size': z.string(), 'max-file': z.string() }),
  }),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  ports: z.array(z.string()).default([]),
  extra_hosts: z.array(z.string()).default([]),
  networks: z.object({ default: z.object({ ipv4_address: z.string() }) }).optional(),
});
const composeSchema = z.object({ services: z.record(z.string(), serviceSchema) });

const compose = composeSchema.parse(parse(read('docker-compose.yml'), { merge: true }));
const { services } = compose;
const service = (name: string): z.infer<typeof serviceSchema> => {
  const found = services[name];
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
};
const NODES = Object.entries(services).filter(([, { environment }]) => 'ROLE' in environment);

/** Variables that a table of docs/configuration.md explains. */
const documented = read('docs/configuration.md')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name ?? ''));
/** Variables that the server reads. */
const known = [...read('apps/server/src/config/variables.ts').matchAll(/^ {2}([A-Z_]+): /gm)].map(
  ([, name]) => name ?? '',
);
const byName = (a: string, b: string): number => a.localeCompare(b);

/** Returns a text with its `${…}` replaced from this environment, by the parser that the image's test uses. */
function interpolate(text: string, env: Record<string, string> = {}): string {
  const script = `import('./scripts/image/compose.mjs').then((m) => process.stdout.write(m.interpolate(${JSON.stringify(text)}, ${JSON.stringify(env)})))`;
  return execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
}

describe('docs/configuration.md', () => {
  it('explains the variables that the server reads, and no others', () => {
    expect(known.length).toBeGreaterThan(30);
    expect([...documented].sort(byName)).toEqual(known.filter((name) => name !== 'NODE_ENV').sort(byName));
  });
});

describe('docker-compose.yml', () => {
  it('passes every variable to every node, or fixes it', () => {
    expect(NODES.map(([name]) => name)).toEqual(['web1', 'web2', 'web3', 'worker']);
    for (const [, { environment }] of NODES) {
      expect(known.filter((name) => !(name in environment))).toEqual([]);
      const unchangeable = known.filter((name) => !(environment[name] ?? '').includes(`\${${name}:-`));
      expect(unchangeable.sort(byName)).toEqual([...FIXED].sort(byName));
    }
  });

  it('needs nothing that is not there in a clone: no variable must be set, and a secret is made before the nodes', () => {
    expect(read('docker-compose.yml')).not.toContain(':?');
    for (const [, { depends_on }] of NODES) {
      expect(depends_on.secret).toEqual({ condition: 'service_completed_successfully' });
    }
    const { SESSION_SECRET_FILE, DATA_DIR } = service('web1').environment;
    expect(interpolate(SESSION_SECRET_FILE ?? '')).toBe(`${DATA_DIR}/session-secret`);
  });

  it('starts every service again but the one that ends, keeps its log small and its memory bounded', () => {
    for (const [name, { restart, logging }] of Object.entries(services)) {
      expect([name, restart]).toEqual([name, name === 'secret' ? 'no' : 'unless-stopped']);
      expect(logging.driver).toBe('json-file');
    }
  });

  it('has the mail catcher in a demo only, for this machine only, and sends mails there then', () => {
    expect(service('mail').profiles).toEqual(['demo']);
    for (const port of service('mail').ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    const smtp = service('worker').environment.SMTP_URL ?? '';
    expect(interpolate(smtp)).toBe('');
    expect(interpolate(smtp, { COMPOSE_PROFILES: 'demo' })).toBe('smtp://mail:1025');
    expect(interpolate(smtp, { COMPOSE_PROFILES: 'demo', SMTP_URL: 'smtp://other' })).toBe('smtp://other');
  });

  it('fixes the addresses of the nodes that nginx names, tells them to nginx, and lets nobody but nginx name clients', () => {
    const named = [...read('docker/nginx.conf').matchAll(/server (\w+):3000/g)].map(([, name]) => name ?? '');
    expect(named).toEqual(['web1', 'web2', 'web3']);
    const address = (name: string): string => service(name).networks?.default.ipv4_address ?? '';
    expect(service('proxy').extra_hosts).toEqual(named.map((name) => `${name}:${address(name)}`));
    expect(new Set(named.map(address)).size).toBe(named.length);
    const trusted = service('web1').environment.TRUSTED_PROXIES ?? '';
    expect(interpolate(trusted)).toBe(interpolate(address('proxy')));
    expect(interpolate(trusted)).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
  });
});

describe('Dockerfile', () => {
  const [build = '', final = ''] = read('Dockerfile')
    .split(/^FROM .*$/m)
    .slice(1);
  const { scripts, workspaces } = z
    .object({ scripts: z.record(z.string(), z.string()), workspaces: z.array(z.string()) })
    .parse(JSON.parse(read('package.json')));

  it('has every script that operators run, and no others', () => {
    const shipped = [...final.matchAll(/\/app\/(scripts\/[\w-]+\.mjs)/g)].map(([, file]) => file ?? '');
    const wanted = Object.entries(scripts)
      .filter(([name]) => !DEVELOPERS.has(name))
      .map(([, command]) => command.replace(/^node /, ''));
    expect(shipped.sort(byName)).toEqual(wanted.sort(byName));
    expect(final).toContain('/app/scripts/lib scripts/lib');
    // without it the scripts know that everything is built
    expect(final).not.toContain('package-lock.json ');
  });

  it('installs what every workspace asks for', () => {
    const folders = workspaces.flatMap((pattern) =>
      pattern.endsWith('/*')
        ? readdirSync(root + pattern.slice(0, -2)).map((name) => pattern.replace('*', name))
        : [pattern],
    );
    const manifests = folders
      .map((folder) => `${folder}/package.json`)
      .filter((file) => existsSync(root + file));
    expect(manifests.length).toBeGreaterThan(8);
    expect(manifests.filter((file) => !build.includes(`COPY ${file} `))).toEqual([]);
  });
});

describe('files for systemd and platforms', () => {
  const FILES = ['deploy/sunday-live.service', 'Procfile'];

  it.each(FILES)('%s sets only variables that the server reads', (file) => {
    const names = [...read(file).matchAll(/(?:^Environment=|\s)([A-Z_]+)=/gm)].map(([, name]) => name ?? '');
    expect(names).not.toEqual([]);
    // the one that is not the server's is the allocator's
    expect(names.filter((name) => !known.includes(name) && name !== 'MALLOC_ARENA_MAX')).toEqual([]);
  });

  it.each(FILES)('%s starts the server as `npm run serve` does', (file) => {
    const { scripts } = JSON.parse(read('package.json'));
    expect(read(file)).toContain(scripts.serve);
  });

  it('lets the router of a platform reach every process of the Procfile', () => {
    for (const line of read('Procfile').trim().split('\n')) expect(line).toContain('HOST=0.0.0.0');
  });
});
