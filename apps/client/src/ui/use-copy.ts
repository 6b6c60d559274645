import { useState } from 'react';

/** Copies texts to the clipboard and reports the result of the last one. */
export interface Copying {
  readonly said: string;
  /** @param done the message after success */
  copy(text: string, done: string): void;
  /** Clears the message. */
  forget(): void;
}

/** Returns a copier. @param instead what the player can do where copying is not allowed */
export function useCopy(instead: string): Copying {
  const [said, setSaid] = useState('');
  const attempt = async (text: string, done: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(done);
    } catch {
      // a page without https has no clipboard at all
      setSaid(`Copying is not allowed here. ${instead}`);
    }
  };
  return { said, copy: (text, done) => void attempt(text, done), forget: () => setSaid('') };
}

export const COPY_BY_HAND = 'Select the code and copy it by hand.';
export const COPY_ADDRESS = 'Copy the address of this page by hand.';
