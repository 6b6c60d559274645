const KEPT = 10_000;

export interface LoggedRequest {
  /** Milliseconds since the start of the server. */
  at: number;
  query: string;
  /** Status of the answer, or the fault that replaced it. */
  answer: number | 'hang';
  faults: string[];
}

/** Counts the scoreboard's requests, so that a poller's cadence can be checked. */
export class RequestLog {
  private readonly now: () => number;
  private since: number;
  private count = 0;
  private requests: LoggedRequest[] = [];

  constructor(now: () => number) {
    this.now = now;
    this.since = now();
  }

  add(request: Omit<LoggedRequest, 'at'>): void {
    this.count += 1;
    this.requests.push({ at: this.now() - this.since, ...request });
    if (this.requests.length > KEPT) {
      this.requests.shift();
    }
  }

  clear(): void {
    this.since = this.now();
    this.count = 0;
    this.requests = [];
  }

  report() {
    return {
      since: new Date(this.since).toISOString(),
      count: this.count,
      times: this.requests.map((request) => request.at),
      requests: this.requests,
    };
  }
}
