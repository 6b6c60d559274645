/** Who watches: as much of a session as the live stream needs. */
export interface Viewer {
  readonly id: string;
  /** The player's number on the wire. */
  readonly n: number;
  readonly sessionId: string;
}
