/** A replayed Sunday runs many times faster than a real one, so the demo polls more often. */
const DEMO_FEED = { liveIntervalMs: 1000, idleIntervalMs: 2000 };

/**
 * Starts the server with the demo league on a replayed Sunday.
 * @param server the built `@sunday-live/server`
 * @param feedUrl where the replay is served
 */
export async function startDemoServer(server, config, feedUrl) {
  const running = await server.createServer({ ...config, demo: true, feed: demoFeed(config, feedUrl) });
  try {
    const { accounts } = await server.seedDemo(running.app, (message) => console.log(message));
    console.log(`Sunday Live is listening on ${running.url}`);
    for (const { role, email, password } of accounts) console.log(`demo ${role} ${email} ${password}`);
    return running;
  } catch (error) {
    await running.close();
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
    // another recorded Sunday may be an earlier one
    doubtMs: 0,
  };
}
