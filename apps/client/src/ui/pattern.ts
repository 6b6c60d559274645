import type { FormEvent } from 'react';

/** What an input asks for by a pattern, with our own words for who types something else: browsers say "the requested format". */
function pattern(source: string, words: string) {
  return {
    pattern: source,
    onInvalid: ({ currentTarget }: FormEvent<HTMLInputElement>) => {
      if (currentTarget.validity.patternMismatch) currentTarget.setCustomValidity(words);
    },
    // words of our own stand for a fault until they are taken back
    onInput: ({ currentTarget }: FormEvent<HTMLInputElement>) => currentTarget.setCustomValidity(''),
  };
}

/** A name or a title that shows something. */
export const SEEN = pattern('.*\\S.*', 'Spaces alone cannot be seen: type a letter at least.');

/** The code of an authenticator app. */
export const SIX_DIGITS = pattern('\\s*(\\d\\s*){6}', 'Type the six digits that the app shows now.');

/** A word that is typed on purpose. */
export function exactly(word: string) {
  return pattern(word, `Type “${word}”, just like that.`);
}
