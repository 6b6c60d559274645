/** Forms with unsent input. */
const touched = new WeakSet<Element>();

/** A message of the service worker: show the page of a notification. */
interface Wish {
  readonly go: string;
}

/**
 * Opens the page of a tapped notification, unless a form on this page has unsent input; answers the worker
 * which happened.
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
  // the card page keeps its own drafts
  if (form === null || form.dataset.card !== undefined) return;
  if (isTouched) touched.add(form);
  else touched.delete(form);
}

function isWish(data: unknown): data is Wish {
  return typeof data === 'object' && data !== null && 'go' in data && typeof data.go === 'string';
}
