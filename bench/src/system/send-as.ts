import type { Deployment } from './deployment.js';

/**
 * Sends JSON as one of the deployment's players does.
 * @param player place among the cookies; beyond the last it starts again
 * @returns the status of the answer
 * @throws Error with the answer when it is no success
 */
export async function sendAs(
  { web, cookies, origin }: Pick<Deployment, 'web' | 'cookies' | 'origin'>,
  player: number,
  method: 'POST' | 'PUT' | 'PATCH',
  path: string,
  body: string,
): Promise<number> {
  const answer = await fetch(`${web.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', cookie: cookies[player % cookies.length] ?? '', origin },
    body,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
  return answer.status;
}
