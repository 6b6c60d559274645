import { useState } from 'react';

/** Copies texts for the player, and says what came of the last one. */
export function useCopy(): { readonly said: string; readonly copy: (text: string, done: string) => void } {
  const [said, setSaid] = useState('');
  const attempt = async (text: string, done: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(done);
    } catch {
      setSaid('Copying is not allowed here. Select the code and copy it by hand.');
    }
  };
  return { said, copy: (text, done) => void attempt(text, done) };
}
