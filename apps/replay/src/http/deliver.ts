import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WireReply } from '../faults/wire.js';

/** Writes an answer in its requested way: whole, slowly, or never. Stops when the client disconnects. */
export async function deliver(response: ServerResponse, reply: WireReply): Promise<void> {
  const { delivery } = reply;
  if (delivery.kind === 'never') {
    return;
  }
  const body = Buffer.from(reply.body);
  const length = reply.status === 304 ? {} : { 'content-length': String(body.length) };
  response.writeHead(reply.status, { ...reply.headers, ...length });
  if (delivery.kind === 'whole') {
    response.end(body);
    return;
  }
  for (let start = 0; start < body.length && !response.destroyed; start += delivery.bytes) {
    response.write(body.subarray(start, start + delivery.bytes));
    await sleep(delivery.everyMs, undefined, { ref: false });
  }
  response.end();
}
