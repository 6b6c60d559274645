/** The scoreboard as sent with faults: the fields that faults change have wider types than in the correct payload. */
export interface WireCompetitor {
  homeAway: string;
  score: string | null;
  winner?: boolean | undefined;
  linescores?: readonly object[] | undefined;
}

export interface WireStatus {
  clock: number;
  displayClock: string;
  period: number;
  type: {
    id: string;
    name: string;
    state: string;
    completed: boolean;
    description: string;
    detail: string;
    shortDetail: string;
    altDetail?: string | undefined;
  };
}

export interface WireCompetition {
  id: string;
  uid: string;
  date: string;
  startDate: string;
  competitors: readonly WireCompetitor[];
  status: WireStatus;
  situation?: object | undefined;
}

export interface WireEvent {
  id: string;
  uid: string;
  date: string;
  status: WireStatus;
  competitions: readonly WireCompetition[];
}

export interface WireScoreboard {
  leagues: readonly object[];
  season?: object | undefined;
  week?: object | undefined;
  events?: readonly WireEvent[] | undefined;
}

/** The whole answer before it is written to the socket. */
export interface WireReply {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  delivery: { kind: 'whole' } | { kind: 'never' } | { kind: 'trickle'; bytes: number; everyMs: number };
}
