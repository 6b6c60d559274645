import { startDemoServer } from './demo.mjs';

// The process that `npm run dev` restarts after each change: the built server, fed by the replay that keeps running.
const server = await import('@sunday-live/server');
const { DEV_FEED_URL: feedUrl, ...env } = process.env;
await server.runUntilSignal(async () => {
  const running = await startDemoServer(server, server.readConfig(env), feedUrl);
  process.on('message', () => void server.resetDemo(running.app));
  process.send?.('listening');
  return running;
});
