import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { z } from 'zod';
import { listen } from './listen.js';
import { serveBaseline } from './node-baseline.js';

/** Baseline C: stock Socket.IO, `io.of('/live').to(room).emit('delta', payload)`. */

const ROOM = 'league:bench';
const packetSchema = z.tuple([z.literal('delta'), z.unknown()]);

const server = createServer();
const live = new Server(server, { transports: ['websocket'], serveClient: false }).of('/live');
live.on('connection', (socket) => socket.join(ROOM));

serveBaseline(await listen(server), (text) => {
  const [event, payload] = packetSchema.parse(JSON.parse(text.slice(text.indexOf('['))));
  live.to(ROOM).emit(event, payload);
});
