import { openNotice, showNotice } from './notices.js';
import { renewSubscription } from './renew-subscription.js';
import { type Shell, ShellCache, sourceOf } from './shell-cache.js';

declare const self: ServiceWorkerGlobalScope;
/** Inserted by the build. */
declare const __SHELL__: Shell;

const shell = __SHELL__;
const cache = new ShellCache(shell);
const kept = new Set(shell.files);

self.addEventListener('install', (event) => {
  event.waitUntil(cache.fill());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(cache.tidy().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const source = sourceOf(event.request, self.location.origin, kept);
  if (source !== 'network') event.respondWith(cache[source](event.request));
});

// A new version waits until the player agrees, so that no card or table is replaced while in use.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') event.waitUntil(self.skipWaiting());
});

self.addEventListener('push', (event) => {
  event.waitUntil(showNotice(self.registration, event.data));
});

self.addEventListener('notificationclick', (event) => {
  event.waitUntil(openNotice(self.clients, event.notification));
});

self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(renewSubscription(self.registration.pushManager, event, fetch));
});
