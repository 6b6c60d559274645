import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { type StorageKey, stored, watchStored, write } from '../identity/storage.js';

/** Sets a value, or makes the next one of what all tabs have stored by now: no tab overwrites what another has added. */
export type Remember<T> = (next: T | ((now: T) => T)) => void;

/**
 * A value that this device remembers, the same in all tabs. What is stored passes `accept` or is ignored; blocked storage means it
 * lasts for the visit.
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

/** Ids that this device remembers, and a switch for each of them. */
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
