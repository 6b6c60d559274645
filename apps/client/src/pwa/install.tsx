import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { navigate } from 'wouter/use-browser-location';
import styles from './update-prompt.module.css';

/** How often an open tab checks for a new version, because it may stay open for a whole season. */
const ASK_EVERY_MS = 60 * 60_000;

/** Installs the service worker, and shows a prompt when a new version of the app is waiting. */
export async function installApp(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  // Where service workers are forbidden, as in some private windows, the app works as a normal page.
  const registration = await navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  if (!registration) return;
  goWhereTold(navigator.serviceWorker, document, (path) => navigate(path));
  setInterval(() => void registration.update().catch(() => undefined), ASK_EVERY_MS);
  // Without a controller this is the first visit, which replaces nothing.
  const offer = () => {
    if (registration.waiting && navigator.serviceWorker.controller) showPrompt(registration);
  };
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
  offer();
}

let shown = false;

function showPrompt(registration: ServiceWorkerRegistration): void {
  if (shown) return;
  shown = true;
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  const close = () => {
    root.unmount();
    place.remove();
    shown = false;
  };
  const update = () => takeOver(registration, navigator.serviceWorker, () => window.location.reload());
  root.render(
    <StrictMode>
      <UpdatePrompt onUpdate={update} onLater={close} />
    </StrictMode>,
  );
}

interface UpdatePromptProps {
  readonly onUpdate: () => void;
  readonly onLater: () => void;
}

/** Offers a new version of the app; it starts when the player agrees. */
function UpdatePrompt({ onUpdate, onLater }: UpdatePromptProps) {
  return (
    <section className={styles.prompt} aria-label="New version" data-update="">
      <p role="status">A new version is available.</p>
      <button type="button" className="button primary" onClick={onUpdate}>
        Load it
      </button>
      <button type="button" className="button" onClick={onLater}>
        Later
      </button>
    </section>
  );
}

/** The part of the browser's service worker container that is used. */
interface Workers {
  addEventListener(type: 'controllerchange', listener: () => void, options: { once: true }): void;
}

/**
 * Activates the waiting version and reloads the page. The version is looked up only now, because a newer one
 * may have replaced the offered one.
 */
export function takeOver(
  registration: Pick<ServiceWorkerRegistration, 'waiting'>,
  workers: Workers,
  reload: () => void,
): void {
  const { waiting } = registration;
  // it was activated in another tab, or discarded: a reload loads the newest page
  if (waiting === null) {
    reload();
    return;
  }
  workers.addEventListener('controllerchange', reload, { once: true });
  waiting.postMessage('take-over');
}

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
function goWhereTold(workers: EventTarget, page: Document, go: (path: string) => void): void {
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
