import { dictionary } from '@zxcvbn-ts/language-common';

/** The list has some 49,000 passwords in lower case, the 10,000 most common ones first. */
const COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common']);
/** No list contains repetitions like `aaaaaaaa` and `12121212` in every length. */
const FEWEST_CHARACTERS = 3;

/** The owner of the password. */
export interface PasswordOwner {
  readonly name: string;
  readonly email: string;
}

/** True when a password is among those that attackers try first, ignoring case and surrounding spaces (rule X81). */
export function isCommonPassword(password: string): boolean {
  return COMMON.has(folded(password));
}

/** True when a password repeats one or two characters. */
export function isMonotonous(password: string): boolean {
  return new Set(folded(password)).size < FEWEST_CHARACTERS;
}

/** True when a password is its owner's name, address or the part before the @, ignoring case, spaces and punctuation. */
export function isOwnPassword(password: string, { name, email }: PasswordOwner): boolean {
  const said = lettersOf(password);
  return [name, email, email.slice(0, email.lastIndexOf('@'))].some((own) => said === lettersOf(own));
}

function folded(password: string): string {
  return password.normalize('NFKC').trim().toLowerCase();
}

/** Returns only letters and digits; the whole text when it has none. */
function lettersOf(text: string): string {
  return folded(text).replace(/[^\p{L}\p{N}]/gu, '') || folded(text);
}
