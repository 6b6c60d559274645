import { createHmac, randomUUID } from 'node:crypto';
import { problemSchema } from '@sunday-live/contract';
import { signUp, type TestServer } from '../../../testing/index.js';
import { sessionCookieName } from '../../auth/auth-options.js';

/** An answer of the API. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The parsed body; null when it is not JSON. */
  readonly body: unknown;
}

/** Returns the codes of an error document's problems, in their order. */
export function problemCodes({ body }: Answer): string[] {
  return (problemSchema.parse(body).problems ?? []).map(({ code }) => code);
}

/** A client that sends requests as one person. */
export interface Caller {
  readonly id: string;
  readonly cookie: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

/** Registers and signs in a new player. */
export async function aPlayer(url: string, given: { name?: string; team?: string } = {}): Promise<Caller> {
  const { id, cookie } = await signUp(url, given);
  return caller(url, id, cookie);
}

/** Sends requests as a player who registered elsewhere. */
export function asCaller(url: string, { id, cookie }: { id: string; cookie: string }): Caller {
  return caller(url, id, cookie);
}

/** Creates many signed-in players without hashing a password for each. */
export async function manyPlayers({ url, db, config }: TestServer, count: number): Promise<Caller[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await db.query(
    `INSERT INTO "user" (id, name, email) SELECT id, 'Player', id || '@test.example' FROM unnest($1::text[]) AS id`,
    [ids],
  );
  await db.query(
    `INSERT INTO "session" (id, token, "userId", "expiresAt") SELECT id, id, id, now() + interval '1 hour'
     FROM unnest($1::text[]) AS id`,
    [ids],
  );
  return ids.map((id) => {
    const signature = createHmac('sha256', config.sessionSecret).update(id).digest('base64');
    return caller(url, id, `${sessionCookieName(config)}=${encodeURIComponent(`${id}.${signature}`)}`);
  });
}

/** A client without a session. */
export function aVisitor(url: string): Caller {
  return caller(url, '', '');
}

function caller(url: string, id: string, cookie: string): Caller {
  const send = async (method: string, path: string, body?: unknown, headers = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, text, body: isJson ? JSON.parse(text) : null };
  };
  return {
    id,
    cookie,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body) => send('POST', path, body),
    put: (path, body, headers) => send('PUT', path, body, headers),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path) => send('DELETE', path),
  };
}
