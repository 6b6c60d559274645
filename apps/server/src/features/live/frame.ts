/**
 * One message to the clients of a league, encoded once and shared by all of them. `json` is the payload exactly as it
 * travels on the socket and inside a long-poll answer.
 */
export interface Frame {
  readonly kind: 'snapshot' | 'delta' | 'announcement';
  readonly epoch: string;
  /** First position the frame covers (a snapshot covers everything up to `seq`). */
  readonly from: number;
  /** Last position the frame covers. */
  readonly seq: number;
  readonly json: string;
  /** Absent: the frame is for all viewers of the league. */
  readonly only?: Audience;
  /**
   * For announcements: the frame for the same position for viewers that must not get the announcement, or have it
   * already.
   */
  readonly others?: Frame;
}

/** Selects the viewers that get a frame: it leaves out those that get it through another league. */
export interface Audience {
  /** The other league: viewers that also watch it get the announcement there. */
  readonly league: string;
  /** Numbers of the players. */
  readonly players: Set<number>;
}

/** Returns the form of the frame for a player. @param watches whether the same client watches another league */
export function frameFor(
  frame: Frame,
  player: number,
  watches: (league: string) => boolean = () => false,
): Frame {
  const { only, others } = frame;
  if (only === undefined || others === undefined) return frame;
  return only.players.has(player) && !watches(only.league) ? frame : others;
}

/** A position in the slate log. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}
