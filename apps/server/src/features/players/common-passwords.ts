import { dictionary } from '@zxcvbn-ts/language-common';

/** The list holds some 49,000, in lower case, the 10,000 most common ones first. */
const COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** True when a password is among those that are tried first, whatever its case and the spaces around it (rule X81). */
export function isCommonPassword(password: string): boolean {
  return COMMON.has(password.normalize('NFKC').trim().toLowerCase());
}
