import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Child, SERVER_CORE } from '../harness/child.js';
import { until } from '../harness/until.js';
import { type Baseline, microseconds } from './baseline.js';

const NGINX = '/usr/sbin/nginx';
const MODULE = '/usr/lib/nginx/modules/ngx_nchan_module.so';
const START_WITHIN_MS = 10_000;

/** Returns what is missing for the baseline, or null. */
export function nchanMissing(): string | null {
  if (!existsSync(NGINX)) return 'nginx is not installed (Debian: nginx, libnginx-mod-nchan)';
  if (!existsSync(MODULE)) return 'nginx lacks Nchan (Debian: libnginx-mod-nchan)';
  return null;
}

/**
 * Baselines F and FL: nginx with Nchan, one process, WebSocket or long-poll subscribers of one channel.
 * @param folder for its files
 */
export async function startNchan(kind: 'websocket' | 'longpoll', folder: string): Promise<Baseline> {
  const port = await freePort();
  const config = join(folder, 'nginx.conf');
  await mkdir(join(folder, 'tmp'), { recursive: true });
  await writeFile(config, configuration(kind, port, folder));
  const child = await Child.start({
    command: NGINX,
    args: ['-p', folder, '-c', config, '-e', 'stderr'],
    core: SERVER_CORE,
  });
  await until('nginx', START_WITHIN_MS, async () =>
    fetch(`http://127.0.0.1:${port}/up`).then(
      (response) => response.ok,
      () => false,
    ),
  );
  return {
    name: kind === 'websocket' ? 'Nchan' : 'Nchan long-poll',
    pid: child.pid,
    port,
    path: '/subscribe',
    publish: async (text) => {
      const at = microseconds();
      const response = await fetch(`http://127.0.0.1:${port}/publish`, { method: 'POST', body: text });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`Nchan answers ${response.status}`);
      return at;
    },
    stop: () => child.stop(),
  };
}

function configuration(kind: 'websocket' | 'longpoll', port: number, folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, 'tmp', name)};`)
    .join('\n  ');
  return `load_module ${MODULE};
daemon off;
master_process off;
pid ${join(folder, 'nginx.pid')};
error_log stderr crit;
events { worker_connections 16000; }
http {
  access_log off;
  keepalive_requests 1000000;
  keepalive_timeout 600s;
  ${temporary}
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location = /up { return 204; }
    location = /publish {
      nchan_publisher;
      nchan_channel_id bench;
      nchan_message_buffer_length 20;
    }
    location = /subscribe {
      nchan_subscriber ${kind};
      nchan_channel_id bench;
      nchan_subscriber_first_message newest;
      nchan_subscriber_timeout 0;
    }
  }
}
`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}
