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
