import type { IncomingHttpHeaders } from 'node:http';
import { type LongPollQuery, longPollQuerySchema } from '@sunday-live/contract';

/** A poll as its request line says it. */
export interface PollLine {
  readonly league: string;
  readonly query: LongPollQuery;
}

const LINE = /^GET \/api\/leagues\/([\w-]{1,64})\/live(?:\?([\w.=&-]{0,256}))? HTTP\/1\.1$/;
const PARAMETERS: readonly string[] = Object.keys(longPollQuerySchema.shape);
const REMEMBERED = 1_000;

const HEADER = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t\x20-\x7e]*?)[ \t]*$/;
/** With one of these a request is more than a plain read. */
const NOT_PLAIN = new Set(['content-length', 'transfer-encoding', 'expect', 'upgrade', 'te', 'trailer']);

/** Reads request lines; thousands of clients send the same one after each event, so it remembers them. */
export class PollLines {
  readonly #known = new Map<string, PollLine>();

  /** The poll that the line asks for; null when it is anything but a well-formed poll. */
  parse(line: string): PollLine | null {
    const known = this.#known.get(line);
    if (known !== undefined) return known;
    const parsed = parseLine(line);
    if (parsed === null) return null;
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(line, parsed);
    return parsed;
  }
}

function parseLine(line: string): PollLine | null {
  const match = LINE.exec(line);
  const league = match?.[1];
  if (league === undefined) return null;
  const parameters = [...new URLSearchParams(match?.[2] ?? '')];
  const names = parameters.map(([name]) => name);
  if (new Set(names).size < names.length || names.some((name) => !PARAMETERS.includes(name))) return null;
  const query = longPollQuerySchema.safeParse(Object.fromEntries(parameters));
  return query.success ? { league, query: query.data } : null;
}

/**
 * The headers of a plain HTTP/1.1 read that keeps its connection, by lower-case name; null when there is anything
 * that needs a real HTTP server: a body, an upgrade, a header twice, bytes that do not belong.
 * @param block from after the request line to before the empty line
 */
export function parseHeaders(block: string): IncomingHttpHeaders | null {
  const headers: IncomingHttpHeaders = {};
  for (const line of block.split('\r\n')) {
    const match = HEADER.exec(line);
    const name = match?.[1]?.toLowerCase();
    const value = match?.[2];
    if (name === undefined || value === undefined || NOT_PLAIN.has(name) || Object.hasOwn(headers, name))
      return null;
    headers[name] = value;
  }
  const { host, connection } = headers;
  if (host === undefined || (connection !== undefined && !/^keep-alive$/i.test(connection))) return null;
  return headers;
}
