import { type Fault, faultSchema, payloadFaultKinds, replyFaultKinds } from './fault.js';
import { payloadFaults } from './payload-faults.js';
import { replyFaults } from './reply-faults.js';
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
