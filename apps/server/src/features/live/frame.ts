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
  /** Absent: it is for everybody who watches. */
  readonly only?: Some;
}

/** Whom of a league's viewers a frame is for, because they play in another league, too. */
export interface Some {
  /** The other league: who watches it as well gets it there. */
  readonly league: string;
  /** Numbers of the players. */
  readonly players: ReadonlySet<number>;
  /** What everybody else gets for the same position. */
  readonly others: Frame;
}

/** The frame as it is for a player. */
export function frameFor(frame: Frame, player: number): Frame {
  const { only } = frame;
  return only === undefined || only.players.has(player) ? frame : only.others;
}

/** A place in the slate log. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}
