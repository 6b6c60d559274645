import type { Fault, ReplyFaultKind } from './fault.js';
import type { WireReply } from './wire.js';

const MINUTE = 60_000;
const html = `<!DOCTYPE html>
<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1></body></html>
`;

/** Each fault of the answer around the payload: a pure function of the answer, the fault and the time. */
type ReplyFault = (reply: WireReply, fault: Fault, now: number) => WireReply;

export const replyFaults: Record<ReplyFaultKind, ReplyFault> = {
  status: (reply, { status = 503, retryAfter = 1 }) => ({
    ...reply,
    status,
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      ...(status === 429 || status === 503 ? { 'retry-after': String(retryAfter) } : {}),
    },
    body: JSON.stringify({ code: status, message: 'Service failure on request.' }),
  }),
  hang: (reply) => ({ ...reply, delivery: { kind: 'never' } }),
  'slow-body': (reply, { bytes = 64, everyMs = 100 }) => ({
    ...reply,
    delivery: { kind: 'trickle', bytes, everyMs },
  }),
  html: (reply) => ({ ...reply, headers: { 'content-type': 'text/html; charset=utf-8' }, body: html }),
  redirecting: (reply) => ({
    ...reply,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: 'Redirecting',
  }),
  'cut-json': (reply) => ({ ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) }),
  'code-body': (reply, { status = 200, code = 404 }) => ({
    ...reply,
    status,
    body: JSON.stringify({
      code,
      message: 'Unable to get sport data for sport: football and league: nfl',
    }),
  }),
  'clock-skew': (reply, { minutes = 90 }, now) => ({
    ...reply,
    headers: { ...reply.headers, date: new Date(now + minutes * MINUTE).toUTCString() },
  }),
};
