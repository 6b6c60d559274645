import type { FormEvent } from 'react';

/**
 * Returns an input's pattern with our own message for a mismatch, because browsers say "the requested
 * format".
 */
function pattern(source: string, words: string) {
  return {
    pattern: source,
    onInvalid: ({ currentTarget }: FormEvent<HTMLInputElement>) => {
      if (currentTarget.validity.patternMismatch) currentTarget.setCustomValidity(words);
    },
    // a custom message marks the input as invalid until it is cleared
    onInput: ({ currentTarget }: FormEvent<HTMLInputElement>) => currentTarget.setCustomValidity(''),
  };
}

/** A name or a title with at least one visible character. */
export const SEEN = pattern('.*\\S.*', 'Spaces alone cannot be seen: type at least one letter.');

/** The code of an authenticator app. */
export const SIX_DIGITS = pattern('\\s*(\\d\\s*){6}', 'Type the six digits that the app shows now.');

/** A word that must be typed exactly. */
export function exactly(word: string) {
  return pattern(word, `Type exactly “${word}”.`);
}

/** A game clock: minutes and seconds. */
export const CLOCK = pattern('\\d{1,2}:[0-5]\\d', 'Type minutes and seconds, as 9:05.');
