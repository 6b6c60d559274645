import { ensureBuilt } from './lib/ensure-built.mjs';
import { main } from './lib/run.mjs';
import { startOptions, USAGE } from './lib/start-options.mjs';

/** A replayed Sunday runs many times faster than a real one, so the demo asks more often. */
const DEMO_FEED = { liveIntervalMs: 1000, idleIntervalMs: 2000 };

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
    running = await server.createServer({ ...config, demo: true, feed: demoFeed(config, replay.url) });
    const { accounts } = await server.seedDemo(running.app, (message) => console.log(message));
    console.log(`Sunday Live is listening on ${running.url}`);
    for (const { role, email, password } of accounts) console.log(`demo ${role} ${email} ${password}`);
    return {
      close: async () => {
        await running.close();
        await replay.close();
      },
    };
  } catch (error) {
    await running?.close();
    await replay.close();
    throw error;
  }
}

function demoFeed(config, url) {
  const { FEED_LIVE_INTERVAL_MS: live, FEED_IDLE_INTERVAL_MS: idle } = process.env;
  return {
    ...config.feed,
    url,
    liveIntervalMs: live ? config.feed.liveIntervalMs : DEMO_FEED.liveIntervalMs,
    idleIntervalMs: idle ? config.feed.idleIntervalMs : DEMO_FEED.idleIntervalMs,
    // another recorded Sunday may well be an earlier one
    doubtMs: 0,
  };
}
