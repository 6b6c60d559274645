import { randomBytes } from 'node:crypto';

export interface TestPlayer {
  /** Value of a `Cookie` header. */
  readonly cookie: string;
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

/** Registers a new player over HTTP. */
export async function signUp(
  url: string,
  player: { name?: string; email?: string; password?: string; team?: string } = {},
): Promise<TestPlayer> {
  const body = {
    name: 'Test Player',
    email: `${randomBytes(8).toString('hex')}@test.example`,
    password: 'correct horse',
    ...player,
  };
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`sign-up failed: ${response.status} ${text}`);
  const answer: { user: { id: string } } = JSON.parse(text);
  return { cookie: cookieOf(response), id: answer.user.id, email: body.email, password: body.password };
}

/** Builds the `Cookie` header from a response's `Set-Cookie`. */
export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}
