import type { Problem } from '@sunday-live/contract';
import { checked, type Shape } from './shape.js';

/** The server said no, or did not answer. `code` is the problem's stable code, `offline` when nothing came back. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly problem: Partial<Problem> = {},
  ) {
    super(message);
    this.name = 'HttpError';
  }
}

/** Reads JSON of a known shape. Throws HttpError, or ShapeError when the answer is not what the contract says. */
export async function getJson<T>(path: string, shape: Shape<T>, signal?: AbortSignal): Promise<T> {
  const response = await request(path, { ...(signal ? { signal } : {}) });
  return checked(shape, await response.json());
}

/** Sends JSON; gives the answer's body, undefined when there is none. Throws HttpError. */
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

async function request(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers: { accept: 'application/json', ...init.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new HttpError(0, 'offline', 'The server did not answer. Check your connection and try again.');
  }
  if (response.ok) return response;
  const problem = await problemOf(response);
  const message =
    problem.detail ?? problem.title ?? problem.message ?? 'That did not work. Try again in a moment.';
  throw new HttpError(response.status, problem.code ?? String(response.status), message, problem);
}

async function problemOf(response: Response): Promise<Partial<Problem> & { message?: string }> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}
