import { type Fault, faultSchema, payloadFaultKinds, type ReplyFaultKind, replyFaultKinds } from './fault.js';
import { payloadFaults } from './payload-faults.js';
import type { WireReply, WireScoreboard } from './wire.js';

interface ActiveFault {
  fault: Fault;
  /** Number of answers that it still affects; `undefined`: until cleared. */
  left: number | undefined;
}

/** The active faults. */
export class FaultBox {
  private active: ActiveFault[] = [];

  /** Adds faults to the active ones. Throws a ZodError for an unknown kind or option. */
  add(faults: readonly Fault[]): void {
    const parsed = faults.map((fault) => faultSchema.parse(fault));
    this.active.push(...parsed.map((fault) => ({ fault, left: fault.times })));
  }

  clear(): void {
    this.active = [];
  }

  list(): (Fault & { left?: number })[] {
    return this.active.map(({ fault, left }) => (left === undefined ? fault : { ...fault, left }));
  }

  /** Returns the faults of the next answer, and counts those with a limited number of answers. */
  take(): Fault[] {
    const taken = this.active.map(({ fault }) => fault);
    this.active = this.active
      .map(({ fault, left }) => ({ fault, left: left === undefined ? undefined : left - 1 }))
      .filter(({ left }) => left === undefined || left > 0);
    return taken;
  }
}

/** Applies all faults of the payload. */
export function spoilPayload(payload: WireScoreboard, faults: readonly Fault[]): WireScoreboard {
  return faults.reduce((spoilt, fault) => {
    const kind = payloadFaultKinds.find((known) => known === fault.kind);
    return kind === undefined ? spoilt : payloadFaults[kind](spoilt, fault);
  }, payload);
}

/** Applies all faults of the answer. */
export function spoilReply(reply: WireReply, faults: readonly Fault[], now: number): WireReply {
  return faults.reduce((spoilt, fault) => {
    const kind = replyFaultKinds.find((known) => known === fault.kind);
    return kind === undefined ? spoilt : replyFaults[kind](spoilt, fault, now);
  }, reply);
}

const MINUTE = 60_000;
const html = `<!DOCTYPE html>
<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1></body></html>
`;

/** Each fault of the answer around the payload: a pure function of the answer, the fault and the time. */
type ReplyFault = (reply: WireReply, fault: Fault, now: number) => WireReply;

const replyFaults: Record<ReplyFaultKind, ReplyFault> = {
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
