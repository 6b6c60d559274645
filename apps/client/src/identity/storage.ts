/**
 * The app's data in the browser's storage. A key belongs either to the device or to a player. All keys of a
 * player are deleted when another player, or nobody, is signed in.
 */
declare const KEY: unique symbol;
export type StorageKey = string & { readonly [KEY]: true };

type DeviceName = 'calm' | 'scope' | 'scorer' | 'signed-in' | 'tv-delay';
const PERSONAL_NAMES = ['card', 'dismissed', 'league', 'pins', 'plan', 'seen-table', 'taps'] as const;

/** Returns a key that belongs to the device and stays when the player changes. */
export function deviceKey(name: DeviceName): StorageKey {
  return name as string as StorageKey;
}

/** Returns a key that belongs to a player. @param parts its subject: a league, a week */
export function personalKey(
  player: string,
  name: (typeof PERSONAL_NAMES)[number],
  ...parts: readonly (string | number)[]
): StorageKey {
  return [name, player, ...parts].join('.') as StorageKey;
}

/**
 * The signed-in player's id, or an empty text for nobody, by which the tabs of a browser inform each other.
 */
export const SIGNED_IN = deviceKey('signed-in');

/** Values that a blocked or full storage refused; they last for the visit. */
const unstored = new Map<string, string>();
const watchers = new Map<string, Set<() => void>>();
/** The player whose keys may be stored; null: nobody; undefined: not known yet. */
let owner: string | null | undefined;

/** Returns a stored text; null when there is none. */
export function stored(key: StorageKey): string | null {
  const mine = unstored.get(key);
  if (mine !== undefined) return mine;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Stores a text, or deletes the key for null, and informs all watchers of the key in this tab. */
export function write(key: StorageKey, value: string | null): void {
  // a page that is being removed must not store again what was deleted
  if (isForeign(key)) return;
  unstored.delete(key);
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    if (value !== null) unstored.set(key, value);
  }
  for (const watcher of watchers.get(key) ?? []) watcher();
}

/**
 * Calls `changed` when the value of a key may have changed, in this tab or another. @returns stops watching
 */
export function watchStored(key: StorageKey, changed: () => void): () => void {
  const listen = (event: StorageEvent) => {
    if (event.key === key || event.key === null) changed();
  };
  const known = watchers.get(key) ?? new Set();
  watchers.set(key, known.add(changed));
  window.addEventListener('storage', listen);
  return () => {
    known.delete(changed);
    window.removeEventListener('storage', listen);
  };
}

/**
 * Deletes the stored data of other players, and prevents it from being stored again. @param player null:
 * nobody
 */
export function forgetOthers(player: string | null): void {
  owner = player;
  for (const key of [...unstored.keys()].filter(isForeign)) unstored.delete(key);
  try {
    for (const key of Object.keys(localStorage).filter(isForeign)) localStorage.removeItem(key);
  } catch {
    // storage is blocked, so it is empty
  }
  for (const [key, known] of watchers) if (isForeign(key)) for (const watcher of known) watcher();
}

/**
 * Keys of earlier versions contain no player, as `league` and `pins-sofa`: they count as another player's.
 */
function isForeign(key: string): boolean {
  if (owner === undefined) return false;
  const name = PERSONAL_NAMES.find(
    (each) => key === each || key.startsWith(`${each}.`) || key.startsWith(`${each}-`),
  );
  return name !== undefined && (owner === null || !`${key}.`.startsWith(`${name}.${owner}.`));
}
