import { useCallback, useState } from 'react';

/**
 * A value that this device remembers. What is stored passes `accept` or is ignored; blocked storage means it lasts for
 * the visit.
 */
export function useRemembered<T>(
  key: string,
  fallback: T,
  accept: (value: unknown) => value is T,
): [T, (value: T) => void] {
  const [value, setValue] = useState(() => recall(key, fallback, accept));
  const remember = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Storage is blocked or full.
      }
    },
    [key],
  );
  return [value, remember];
}

/** Ids that this device remembers, and a switch for each of them. */
export function useRememberedIds(key: string): [ids: readonly string[], toggle: (id: string) => void] {
  const [ids, setIds] = useRemembered<readonly string[]>(key, [], isTextList);
  return [ids, (id) => setIds(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id])];
}

function recall<T>(key: string, fallback: T, accept: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return accept(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
