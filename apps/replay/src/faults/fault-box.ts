import { type Fault, faultSchema, payloadFaultKinds, replyFaultKinds } from './fault.js';
import { payloadFaults } from './payload-faults.js';
import { replyFaults } from './reply-faults.js';
import type { WireReply, WireScoreboard } from './wire.js';

interface ActiveFault {
  fault: Fault;
  /** Answers that it still befalls; `undefined`: until cleared. */
  left: number | undefined;
}

/** The faults now in force. */
export class FaultBox {
  private active: ActiveFault[] = [];

  /** Adds faults to those in force. Throws a ZodError for an unknown kind or option. */
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

  /** The faults of the next answer; those asked for a number of answers are used up by it. */
  take(): Fault[] {
    const taken = this.active.map(({ fault }) => fault);
    this.active = this.active
      .map(({ fault, left }) => ({ fault, left: left === undefined ? undefined : left - 1 }))
      .filter(({ left }) => left === undefined || left > 0);
    return taken;
  }
}

/** The payload with all faults that concern it. */
export function spoilPayload(payload: WireScoreboard, faults: readonly Fault[]): WireScoreboard {
  return faults.reduce((spoilt, fault) => {
    const kind = payloadFaultKinds.find((known) => known === fault.kind);
    return kind === undefined ? spoilt : payloadFaults[kind](spoilt, fault);
  }, payload);
}

/** The answer with all faults that concern it. */
export function spoilReply(reply: WireReply, faults: readonly Fault[], now: number): WireReply {
  return faults.reduce((spoilt, fault) => {
    const kind = replyFaultKinds.find((known) => known === fault.kind);
    return kind === undefined ? spoilt : replyFaults[kind](spoilt, fault, now);
  }, reply);
}
