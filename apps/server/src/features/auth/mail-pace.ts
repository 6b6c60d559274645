import { setTimeout as wait } from 'node:timers/promises';

/** Longer than the work for a known address takes. */
const MAIL_ANSWER_MS = 500;

/**
 * Delays answers to half a second, so that their time does not reveal whether there is an account to send an email
 * to. A failure, which is the same for every address, is answered at once.
 */
export async function atMailPace<T>(work: Promise<T>): Promise<T> {
  const [answer] = await Promise.all([work, wait(MAIL_ANSWER_MS)]);
  return answer;
}
