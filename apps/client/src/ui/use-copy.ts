import { useState } from 'react';

/** Copies texts for the player, and says what came of the last one. */
export interface Copying {
  readonly said: string;
  /** @param done said when the text is in the clipboard */
  copy(text: string, done: string): void;
  /** What was said holds no longer. */
  forget(): void;
}

/** @param instead what the player can do where copying is not allowed */
export function useCopy(instead: string): Copying {
  const [said, setSaid] = useState('');
  const attempt = async (text: string, done: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(done);
    } catch {
      // also where a page without https has no clipboard at all
      setSaid(`Copying is not allowed here. ${instead}`);
    }
  };
  return { said, copy: (text, done) => void attempt(text, done), forget: () => setSaid('') };
}

export const COPY_BY_HAND = 'Select the code and copy it by hand.';
export const COPY_ADDRESS = 'Copy the address of this page by hand.';
