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
  readonly only?: Audience;
  /** Announcements: what those get for the same position who are not to have it, or have it already. */
  readonly others?: Frame;
}

/** Which of a league's viewers a frame is for, because they play in another league, too. */
export interface Audience {
  /** The other league: viewers who watch it as well get it there. */
  readonly league: string;
  /** Numbers of the players. */
  readonly players: Set<number>;
}

/** The frame as it is for a player. @param watches whether the same client watches another league */
export function frameFor(
  frame: Frame,
  player: number,
  watches: (league: string) => boolean = () => false,
): Frame {
  const { only, others } = frame;
  if (only === undefined || others === undefined) return frame;
  return only.players.has(player) && !watches(only.league) ? frame : others;
}

/** A place in the slate log. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}
