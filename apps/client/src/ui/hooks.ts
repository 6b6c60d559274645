import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';

const known = new Map<string, MediaQueryList>();

/** Returns whether a media query matches now. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = mediaOf(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => mediaOf(query).matches);
}

function mediaOf(query: string): MediaQueryList {
  const media = known.get(query) ?? window.matchMedia(query);
  known.set(query, media);
  return media;
}

/** Returns the device's time and updates it every `everyMs`, for ages that grow. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** Sets the title of the browser's tab. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Sunday Live`;
  }, [title]);
}

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
