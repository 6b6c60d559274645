import { SOCKET_IO_PATH } from '../baselines/node-baseline.js';
import { Loadgen } from '../harness/loadgen.js';
import type { ScaleStage } from './stage.js';

/** Connects viewers of `everyone`, each with a session of its own, as far as there are sessions. */
export async function sockets({ web, cookieFile, origin }: ScaleStage, clients: number): Promise<Loadgen> {
  const load = await Loadgen.start({
    mode: 'socket-io',
    port: web.port,
    path: SOCKET_IO_PATH,
    cookies: cookieFile,
    origin,
    league: 'everyone',
    clients,
  });
  await load.connect();
  await load.subscribe();
  return load;
}
