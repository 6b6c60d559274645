/** Inbound messages are subscriptions; nothing honest comes near this. */
export const MAX_MESSAGE_BYTES = 16 * 1024;

/** A connection that does not join the namespace within this time is closed. */
const JOIN_WITHIN_MS = 10_000;

/**
 * engine.io's own ping finds clients that went without a word. Our heartbeat keeps proxies awake and tells clients sooner that
 * the server is gone, so one ping a minute is enough; a ping and its answer cost four times what a frame costs.
 */
const PING_EVERY_MS = 60_000;

/** Where upgrades are taken; all others are refused by `refuseStrayUpgrades`. */
export const SOCKET_PATH = '/socket.io/';

/** How Socket.IO and engine.io run here. */
export const ENGINE_OPTIONS = {
  path: SOCKET_PATH,
  destroyUpgrade: false,
  transports: ['websocket' as const],
  allowUpgrades: false,
  serveClient: false,
  pingInterval: PING_EVERY_MS,
  connectTimeout: JOIN_WITHIN_MS,
  maxHttpBufferSize: MAX_MESSAGE_BYTES,
  // negotiated so that the broadcaster may send frames compressed once for everybody; ws itself compresses nothing
  perMessageDeflate: {
    clientNoContextTakeover: true,
    threshold: Number.MAX_SAFE_INTEGER,
  },
};
