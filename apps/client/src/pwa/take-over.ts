/** What is needed of the browser's service workers. */
interface Workers {
  addEventListener(type: 'controllerchange', listener: () => void, options: { once: true }): void;
}

/**
 * Lets the version that waits by now take over, and loads the page again. It is looked up only when the player agrees: a newer
 * one may have taken the place of the one that was offered.
 */
export function takeOver(
  registration: Pick<ServiceWorkerRegistration, 'waiting'>,
  workers: Workers,
  reload: () => void,
): void {
  const { waiting } = registration;
  // it took over in another tab, or was thrown away: the server has the newest page
  if (waiting === null) {
    reload();
    return;
  }
  workers.addEventListener('controllerchange', reload, { once: true });
  waiting.postMessage('take-over');
}
