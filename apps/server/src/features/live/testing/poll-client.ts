import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface PollResult {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly epoch: string;
    readonly head: number;
    readonly reset: boolean;
    readonly events: readonly { readonly type: string; readonly seq: number }[];
  };
  readonly ms: number;
}

/** A client on one kept connection. Empty headers are left out. */
export class PollClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly port: number,
    private readonly headers: Record<string, string>,
    /** The end of the address. */
    private readonly path = 'live',
  ) {}

  async poll(league: string, query = ''): Promise<PollResult> {
    const started = performance.now();
    const headers = Object.fromEntries(Object.entries(this.headers).filter(([, value]) => value !== ''));
    const sent = request({
      host: '127.0.0.1',
      port: this.port,
      path: `/api/leagues/${league}/${this.path}${query === '' ? '' : `?${query}`}`,
      headers,
      agent: this.agent,
    });
    sent.end();
    const [response] = await once(sent, 'response');
    const body = JSON.parse(await text(response));
    return { status: response.statusCode, headers: response.headers, body, ms: performance.now() - started };
  }

  close(): void {
    this.agent.destroy();
  }
}
