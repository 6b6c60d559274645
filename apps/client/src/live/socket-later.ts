import type { SocketHandlers, SocketTransport } from './socket-transport.js';

/**
 * Opens a socket whose code loads now, because the page's first standings come by one request without it. A
 * failed load counts as a lost socket, so the policy retries both or polls.
 */
export function openSocketLater(
  handlers: SocketHandlers,
  load: () => Promise<{ openSocket(handlers: SocketHandlers): SocketTransport }>,
): SocketTransport {
  let socket: SocketTransport | null = null;
  let closed = false;
  load().then(
    ({ openSocket }) => {
      if (!closed) socket = openSocket(handlers);
    },
    () => {
      if (!closed) handlers.lost();
    },
  );
  return {
    subscribe: async (league, position) => (socket === null ? null : socket.subscribe(league, position)),
    close: () => {
      closed = true;
      socket?.close();
    },
  };
}
