import type { Deployment } from './deployment.js';

type Site = Pick<Deployment, 'web' | 'cookies' | 'origin'>;

/**
 * Sends JSON as one of the deployment's players does.
 * @param player place among the cookies; beyond the last it starts again
 * @returns the answer, whatever it is
 */
export function askAs(
  { web, cookies, origin }: Site,
  player: number,
  method: 'POST' | 'PUT' | 'PATCH',
  path: string,
  body: string,
): Promise<Response> {
  return fetch(`${web.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', cookie: cookies[player % cookies.length] ?? '', origin },
    body,
  });
}

/**
 * As `sendAs`, but any failure is an error.
 * @returns the status of the answer
 * @throws Error with the answer when it is no success
 */
export async function sendAs(...asked: Parameters<typeof askAs>): Promise<number> {
  const [, , method, path] = asked;
  const answer = await askAs(...asked);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
  return answer.status;
}
