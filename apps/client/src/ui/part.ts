import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Wraps a part of a page whose code loads on demand. A failed load (the connection was lost after the page
 * loaded) is retried and never breaks the page; the part is missing meanwhile.
 */
export function part<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(() => persistently(load));
}

/** Loads code and retries after 1, 2, 4 … 30 s until it succeeds. */
export async function persistently<T>(load: () => Promise<T>): Promise<T> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** Retries style sheets that did not load: a retried import loads only the code. */
export function retryStyles(): void {
  const retry = ({ target }: Event) => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== 'stylesheet') return;
    setTimeout(() => target.replaceWith(target.cloneNode()), FIRST_WAIT_MS);
  };
  document.addEventListener('error', retry, { capture: true });
}
