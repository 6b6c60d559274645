import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { type StorageKey, stored, watchStored, write } from '../identity/storage.js';

/**
 * Sets a value, or computes the next one from what all tabs have stored, so that no tab overwrites another's
 * change.
 */
export type Remember<T> = (next: T | ((now: T) => T)) => void;

/**
 * A value that this device remembers, the same in all tabs. Stored data that `accept` rejects is ignored.
 * With blocked storage the value lasts for the visit.
 */
export function useRemembered<T>(
  key: StorageKey,
  fallback: T,
  accept: (value: unknown) => value is T,
): [T, Remember<T>] {
  const subscribe = useCallback((changed: () => void) => watchStored(key, changed), [key]);
  const text = useSyncExternalStore(
    subscribe,
    () => stored(key),
    () => stored(key),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text alone decides; the others are the same in every call.
  const value = useMemo(() => recall(text, fallback, accept), [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const remember = useCallback<Remember<T>>(
    (next) => {
      const made = next instanceof Function ? next(recall(stored(key), fallback, accept)) : next;
      write(key, JSON.stringify(made));
    },
    [key],
  );
  return [value, remember];
}

/** A list of ids that this device remembers, and a toggle for each id. */
export function useRememberedIds(key: StorageKey): [ids: readonly string[], toggle: (id: string) => void] {
  const [ids, setIds] = useRemembered<readonly string[]>(key, [], isTextList);
  const toggle = (id: string) =>
    setIds((now) => (now.includes(id) ? now.filter((other) => other !== id) : [...now, id]));
  return [ids, toggle];
}

function recall<T>(text: string | null, fallback: T, accept: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return accept(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
