import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { navigate } from 'wouter/use-browser-location';
import { goWhereTold } from './go-where-told.js';
import { takeOver } from './take-over.js';
import { UpdatePrompt } from './update-prompt.js';

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
