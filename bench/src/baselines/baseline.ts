/** A way to deliver one message to many clients, in a separate process. */
export interface Baseline {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
  /** Path that clients ask for. */
  readonly path: string;
  /**
   * Delivers the text of one WebSocket message (or the body of one answer) to everybody.
   * @returns when, in microseconds of the clock of process.hrtime
   */
  publish(text: string): Promise<number>;
  stop(): Promise<void>;
}

/** The clock of the load generator's timestamps. */
export function microseconds(): number {
  return Number(process.hrtime.bigint()) / 1000;
}
