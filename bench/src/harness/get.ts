import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';

/** An answer that was read to its end. */
export interface Answer {
  readonly ms: number;
  readonly tag: string;
  /** Of the body, as it travelled. */
  readonly bytes: number;
}

const agent = new Agent({ keepAlive: true });

interface Wanted {
  /** Tag of what the client has. */
  readonly seen?: string | undefined;
  /** Type of the answer, JSON by default. */
  readonly accept?: string;
}

/** Time to the last byte, compressed as browsers ask for it. @throws Error for any other status than 200, or 304 for `seen` */
export async function get(url: string, cookie: string, wanted: Wanted = {}): Promise<Answer> {
  const { status, ...answer } = await ask(url, cookie, wanted);
  if (status !== (wanted.seen === undefined ? 200 : 304)) throw new Error(`${url} was answered ${status}`);
  return answer;
}

/** Does the same, whatever the status. */
export async function ask(
  url: string,
  cookie: string,
  { seen, accept }: Wanted = {},
): Promise<Answer & { readonly status: number }> {
  const start = performance.now();
  const headers = {
    cookie,
    'accept-encoding': 'gzip',
    ...(accept === undefined ? {} : { accept }),
    ...(seen === undefined ? {} : { 'if-none-match': seen }),
  };
  const asked = request(url, { agent, headers }).end();
  const [response]: IncomingMessage[] = await once(asked, 'response');
  if (response === undefined) throw new Error('no answer');
  let bytes = 0;
  for await (const chunk of response) bytes += Buffer.byteLength(chunk);
  const { statusCode: status = 0 } = response;
  return { ms: performance.now() - start, tag: response.headers.etag ?? '', bytes, status };
}
