import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { listen } from './listen.js';
import { serveBaseline } from './node-baseline.js';

/** Baseline A: `ws`, each message encoded as a frame once, the same buffer written to every TCP socket. */

const server = createServer();
const sockets = new Set<Socket>();

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (_client, request) => {
  const { socket } = request;
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
});

function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  const header = Buffer.alloc(payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10);
  header[0] = 0x81;
  header[1] = header.length === 2 ? payload.length : header.length === 4 ? 126 : 127;
  if (header.length === 4) header.writeUInt16BE(payload.length, 2);
  if (header.length === 10) header.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([header, payload]);
}

serveBaseline(await listen(server), (text) => {
  const frame = frameOf(text);
  for (const socket of sockets) socket.write(frame);
});
