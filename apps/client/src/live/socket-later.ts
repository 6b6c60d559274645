import type { SocketHandlers, SocketTransport } from './socket-transport.js';

/**
 * A socket whose code is loaded when it is opened: the page's first table comes without it, by one request. Code that does not
 * load is a socket that was lost, so that the policy asks for both again, or polls.
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
