import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/**
 * A part of a page whose code comes when it is wanted, and that never takes the page down: while its code does not
 * load (the connection went right after the page came), it is missing, and asked for again.
 */
export function part<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(() => persistently(load));
}

/** Loads code that must come in the end: asks again after 1, 2, 4 … 30 s, as often as it takes. */
export async function persistently<T>(load: () => Promise<T>): Promise<T> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** Asks again for a style sheet that did not load: the import of its part does so for the code alone. */
export function retryStyles(): void {
  const retry = ({ target }: Event) => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== 'stylesheet') return;
    setTimeout(() => target.replaceWith(target.cloneNode()), FIRST_WAIT_MS);
  };
  document.addEventListener('error', retry, { capture: true });
}
