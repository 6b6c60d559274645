import { noticeOf, pathOf } from './notice.js';

/** What is needed of a page that is open; a `WindowClient`. */
interface Tab {
  readonly url: string;
  focus(): Promise<Tab>;
  navigate(path: string): Promise<unknown>;
}

/** What is needed of the worker's `clients`. */
interface Tabs {
  matchAll(which: { type: 'window' }): Promise<readonly Tab[]>;
  openWindow(path: string): Promise<unknown>;
}

/** Shows what was pushed; one with the same tag takes its place. */
export async function showNotice(
  registration: Pick<ServiceWorkerRegistration, 'showNotification'>,
  data: { text(): string } | null,
): Promise<void> {
  const { title, body, path, tag, silent } = noticeOf(data?.text());
  const options = { body, tag, silent, icon: '/icons/icon-192.png', data: { path } };
  await registration.showNotification(title, options);
}

/** Opens the page that a notification is about, in a tab of ours if there is one. */
export async function openNotice(tabs: Tabs, notice: Pick<Notification, 'close' | 'data'>): Promise<void> {
  notice.close();
  const path = pathOf(notice.data?.path);
  const [open] = await tabs.matchAll({ type: 'window' });
  const focused = await open?.focus().catch(() => undefined);
  if (focused === undefined) await tabs.openWindow(path);
  else if (new URL(focused.url).pathname !== path) await focused.navigate(path);
}
