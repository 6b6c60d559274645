/**
 * One message to the clients of a league, encoded once and shared by all of them.
 * `json` is the payload exactly as it travels on the socket and inside a long-poll answer.
 */
export interface Frame {
  readonly kind: 'snapshot' | 'delta' | 'announcement';
  readonly epoch: string;
  /** First position the frame covers (a snapshot covers everything up to `seq`). */
  readonly from: number;
  /** Last position the frame covers. */
  readonly seq: number;
  readonly json: string;
}

/** A place in the slate log. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}
