/** Forms into which something was typed that was not sent. */
const touched = new WeakSet<Element>();

/** What the service worker asks: to show the page of a notification. */
interface Wish {
  readonly go: string;
}

/**
 * Goes to the page of a notification that was tapped, unless a form of this page holds what is not sent; says which to the worker.
 * @param go shows a page without loading the document again
 */
export function goWhereTold(workers: EventTarget, page: Document, go: (path: string) => void): void {
  page.addEventListener('input', ({ target }) => mark(target, true), { capture: true });
  page.addEventListener('submit', ({ target }) => mark(target, false), { capture: true });
  workers.addEventListener('message', (event) => {
    if (!(event instanceof MessageEvent) || !isWish(event.data)) return;
    const free = ![...page.querySelectorAll('form')].some((form) => touched.has(form));
    if (free) go(event.data.go);
    event.ports[0]?.postMessage(free);
  });
}

function mark(target: EventTarget | null, isTouched: boolean): void {
  const form = target instanceof Element ? target.closest('form') : null;
  // a card keeps its draft by itself
  if (form === null || form.dataset.card !== undefined) return;
  if (isTouched) touched.add(form);
  else touched.delete(form);
}

function isWish(data: unknown): data is Wish {
  return typeof data === 'object' && data !== null && 'go' in data && typeof data.go === 'string';
}
