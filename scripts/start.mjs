import { startDemoServer } from './lib/demo.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { main } from './lib/run.mjs';
import { startOptions, USAGE } from './lib/start-options.mjs';

await main(async () => {
  const options = startOptions(process.argv.slice(2), process.env);
  if (options.help) {
    console.log(USAGE);
    return;
  }
  await ensureBuilt();
  const server = await import('@sunday-live/server');
  const config = server.readConfig({ LOG_LEVEL: 'error', ...process.env });
  await server.runUntilSignal(() =>
    options.feed === 'replay' ? startDemo(server, config, options) : start(server, config, options),
  );
});

/** The server on a real feed: no demo data, nothing replayed. */
async function start(server, config, { feed }) {
  const running = await server.createServer(feed === 'espn' ? withoutFeedUrl(server, config) : config);
  console.log(`Sunday Live is listening on ${running.url}`);
  return running;
}

/** `--feed espn` wins over FEED_URL. */
function withoutFeedUrl(server, config) {
  const { FEED_URL: _given, ...env } = process.env;
  return { ...config, feed: { ...config.feed, url: server.readConfig(env).feed.url } };
}

/** The server on a replayed Sunday, in this process, with the demo league. */
async function startDemo(server, config, { sunday, speed }) {
  const { startReplayServer } = await import('@sunday-live/replay');
  let replay;
  /** @type {{ app: Parameters<typeof import('@sunday-live/server').resetDemo>[0], close: () => Promise<void> } | null} */
  let running = null;
  try {
    replay = await startReplayServer({
      ...(sunday === undefined ? {} : { sunday }),
      speed,
      loop: true,
      port: 0,
      onRestart: async () => {
        if (running !== null) await server.resetDemo(running.app);
      },
    });
  } catch (error) {
    throw new server.ConfigError(error.message);
  }
  try {
    const demo = await startDemoServer(server, config, replay.url);
    running = demo;
    return {
      close: async () => {
        await demo.close();
        await replay.close();
      },
    };
  } catch (error) {
    await replay.close();
    throw error;
  }
}
