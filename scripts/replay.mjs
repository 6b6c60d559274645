import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ensureBuilt = new URL('./lib/ensure-built.mjs', import.meta.url);
const cli = fileURLToPath(new URL('../apps/replay/dist/cli.js', import.meta.url));

if (existsSync(ensureBuilt)) {
  const { ensureBuilt: run } = await import(ensureBuilt.href);
  await run();
}

const child = spawn(process.execPath, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => child.kill(signal));
}
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 0);
});
