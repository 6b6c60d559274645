/**
 * What the browser stores for the app, under keys of two kinds only: of the device, and of a player. Everything of a player
 * is deleted when somebody else, or nobody, is signed in.
 */
declare const KEY: unique symbol;
export type StorageKey = string & { readonly [KEY]: true };

type DeviceName = 'calm' | 'scope' | 'signed-in' | 'tv-delay';
const PERSONAL_NAMES = ['card', 'dismissed', 'league', 'pins', 'plan', 'seen-table'] as const;

/** What stays whoever is signed in. */
export function deviceKey(name: DeviceName): StorageKey {
  return name as string as StorageKey;
}

/** What belongs to a player. @param parts what it is about: a league, a week */
export function personalKey(
  player: string,
  name: (typeof PERSONAL_NAMES)[number],
  ...parts: readonly (string | number)[]
): StorageKey {
  return [name, player, ...parts].join('.') as StorageKey;
}

/** The player who is signed in, as the tabs of a browser tell each other: an id, or nothing for nobody. */
export const SIGNED_IN = deviceKey('signed-in');

/** What a blocked or full storage did not take: it lasts for the visit. */
const unstored = new Map<string, string>();
const watchers = new Map<string, Set<() => void>>();
/** Whose personal keys may be stored: null is nobody; undefined while it is not known. */
let owner: string | null | undefined;

/** null: there is nothing. */
export function stored(key: StorageKey): string | null {
  const mine = unstored.get(key);
  if (mine !== undefined) return mine;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Stores a text, or deletes the key for null. Whoever watches the key in this tab or another learns it. */
export function write(key: StorageKey, value: string | null): void {
  // a page that is just being taken away must not store what has been deleted
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

/** Calls back when the value of a key may have changed, in this tab or another. */
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

/** Deletes what is stored of other players, and lets nothing of them be stored from now on. @param player null: nobody */
export function forgetOthers(player: string | null): void {
  owner = player;
  for (const key of [...unstored.keys()].filter(isForeign)) unstored.delete(key);
  try {
    for (const key of Object.keys(localStorage).filter(isForeign)) localStorage.removeItem(key);
  } catch {
    // storage is blocked: there is nothing in it
  }
  for (const [key, known] of watchers) if (isForeign(key)) for (const watcher of known) watcher();
}

/** Earlier versions had keys that name no player, as `league` and `pins-sofa`: they count as somebody else's. */
function isForeign(key: string): boolean {
  if (owner === undefined) return false;
  const name = PERSONAL_NAMES.find(
    (each) => key === each || key.startsWith(`${each}.`) || key.startsWith(`${each}-`),
  );
  return name !== undefined && (owner === null || !`${key}.`.startsWith(`${name}.${owner}.`));
}
