import type { Author } from '../platform/audit/author.js';

/** What a command answers: lines for a person, and the same as data for `--json`. */
export interface CommandAnswer {
  readonly text: string;
  readonly data: object;
}

/** The author of a change from a shell: the person there needs no account. */
export function shell(action: string): Author {
  return { actor: { id: null, name: 'shell' }, action, address: null, requestId: null };
}
