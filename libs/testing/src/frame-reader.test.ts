import { once } from 'node:events';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { FrameReader, type WireMessage } from './frame-reader.js';

function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const header = Buffer.alloc(payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10);
  header[0] = 0x81;
  header[1] = header.length === 2 ? payload.length : header.length === 4 ? 126 : 127;
  if (header.length === 4) header.writeUInt16BE(payload.length, 2);
  if (header.length === 10) header.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([header, payload]);
}

it('finds the same messages and all bytes, however the stream is split', () => {
  const texts = fc.array(fc.oneof(fc.string(), fc.constantFrom('x'.repeat(126), 'é'.repeat(40_000))), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 40 }), (sent, pieces) => {
      const stream = Buffer.concat(sent.map(frame));
      const got: WireMessage[] = [];
      const piece = Math.ceil(stream.length / pieces) || 1;
      const reader = new FrameReader((message) => got.push(message));
      for (let at = 0; at < stream.length; at += piece) reader.read(stream.subarray(at, at + piece));
      expect(got.map(({ text }) => text)).toEqual(sent);
      expect(got.reduce((sum, { wireBytes }) => sum + wireBytes, 0)).toBe(stream.length);
    }),
  );
});

it.each([
  ['by itself', true, 100],
  ['with what came before', false, 60],
])('reads what ws compresses %s, and counts the bytes that travelled', async (_how, single, most) => {
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    perMessageDeflate: { ...(single ? { serverNoContextTakeover: true } : {}), threshold: 0 },
  });
  await once(server, 'listening');
  const texts = [1, 2, 3].map((n) => `standings ${n} `.repeat(200));
  server.on('connection', (client) => {
    for (const text of texts) client.send(text);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`, { perMessageDeflate: true });
  try {
    const messages: WireMessage[] = [];
    await new Promise<void>((resolve) => {
      client.once('upgrade', (response) => {
        const reader = new FrameReader((message) => {
          messages.push(message);
          if (messages.length === texts.length) resolve();
        });
        response.socket.on('data', (bytes: Buffer) => reader.read(bytes));
      });
    });
    expect(messages.map(({ text }) => text)).toEqual(texts);
    expect(messages[2]?.wireBytes).toBeLessThan(most);
  } finally {
    client.terminate();
    server.close();
  }
});
