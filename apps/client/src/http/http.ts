import type { Problem } from '@sunday-live/contract';
import { identity } from '../identity/identity.js';

/** A refused or failed request. `code` is the problem's stable code, `offline` when no answer arrived. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /**
     * The server's problem document; null: something between has answered, such as a proxy or a hotel's
     * network.
     */
    readonly problem: Problem | null = null,
  ) {
    super(message);
    this.name = 'HttpError';
  }

  /** True when a repeated request would get the same answer. */
  get isFinal(): boolean {
    return this.problem !== null && this.status >= 400 && this.status < 500;
  }
}

/** The header that names the player of the page (docs/security.md, X40). */
const PLAYER_HEADER = 'x-player';

/** The shape of an answer: a schema of the contract. */
export interface Schema<T> {
  /** @throws ZodError */
  parse(value: unknown): T;
}

/** Reads JSON of a known shape. Throws HttpError, or ZodError when the answer breaks the contract. */
export async function getJson<T>(path: string, schema: Schema<T>, signal?: AbortSignal): Promise<T> {
  const response = await request(path, { ...(signal ? { signal } : {}) });
  return schema.parse(await response.json());
}

/**
 * Reads JSON like `getJson`, with the time of the answer by the server's clock, in ms; null when the answer
 * has no date.
 */
export async function getDatedJson<T>(
  path: string,
  schema: Schema<T>,
  signal: AbortSignal,
): Promise<{ readonly body: T; readonly at: number | null }> {
  const response = await request(path, { signal });
  const at = Date.parse(response.headers.get('date') ?? '');
  return { body: schema.parse(await response.json()), at: Number.isNaN(at) ? null : at };
}

/** Reads a file. Throws HttpError. */
export async function getFile(path: string, type: string): Promise<Blob> {
  const response = await request(path, { headers: { accept: type } });
  return response.blob();
}

/** Sends JSON and returns the answer's body; undefined when it is empty. Throws HttpError. */
export async function sendJson(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await request(path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  return answer === '' ? undefined : JSON.parse(answer);
}

/** Reads JSON without naming a player, to find out who is signed in. Throws as `getJson`. */
export async function getJsonAsAnybody<T>(path: string, schema: Schema<T>, signal: AbortSignal): Promise<T> {
  const response = await answered(path, { signal });
  return schema.parse(await response.json());
}

/**
 * Returns the header that names the page's player, so that the server refuses the request when another player
 * is signed in.
 */
export function playerHeader(): Record<string, string> {
  const { player } = identity.get();
  return typeof player === 'string' ? { [PLAYER_HEADER]: player } : {};
}

/** Returns the server's problem document; null for every answer that is not from our server. */
export async function problemOf(response: Response): Promise<Problem | null> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return null;
  const body: unknown = await response.json().catch(() => null);
  const ours = typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
  return ours ? (body as Problem) : null;
}

async function request(path: string, init: RequestInit): Promise<Response> {
  const { generation } = identity.get();
  try {
    return await answered(path, { ...init, headers: { ...init.headers, ...playerHeader() } });
  } catch (error) {
    if (error instanceof HttpError) believe(error.code, generation);
    throw error;
  }
}

/** Takes over what a refusal says about the sign-in. */
function believe(code: string, generation: number): void {
  if (generation !== identity.get().generation) return;
  if (code === 'unauthenticated') identity.settle(null, generation);
  if (code === 'signed-in-as-another') identity.doubt();
}

async function answered(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers: { accept: 'application/json', ...init.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new HttpError(0, 'offline', 'The server did not answer. Check your connection and try again.');
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  const message = problem?.detail ?? problem?.title ?? 'That did not work. Try again in a moment.';
  throw new HttpError(response.status, problem?.code ?? String(response.status), message, problem);
}
