import { inTime } from './shell-cache.js';

/** The part of a `WindowClient` that is used. */
interface Tab {
  readonly url: string;
  focus(): Promise<Tab>;
  postMessage(message: unknown, ports: MessagePort[]): void;
}

/** How long a page may take to answer; a frozen one, or one of an earlier version, never answers. */
const ANSWER_MS = 1_000;

/** The part of the worker's `clients` that is used. */
interface Tabs {
  matchAll(which: { type: 'window' }): Promise<readonly Tab[]>;
  openWindow(path: string): Promise<unknown>;
}

/** Shows a pushed notification; one with the same tag is replaced. */
export async function showNotice(
  registration: Pick<ServiceWorkerRegistration, 'showNotification'>,
  data: { text(): string } | null,
): Promise<void> {
  const { title, body, path, tag, silent } = noticeOf(data?.text());
  const options = { body, tag, silent, icon: '/icons/icon-192.png', data: { path } };
  await registration.showNotification(title, options);
}

/**
 * Opens the page of a notification: in a tab that shows it, otherwise in one that can navigate without losing
 * input, otherwise in a new tab.
 */
export async function openNotice(tabs: Tabs, notice: Pick<Notification, 'close' | 'data'>): Promise<void> {
  notice.close();
  const path = pathOf(notice.data?.path);
  const open = await tabs.matchAll({ type: 'window' });
  const there = open.find(({ url }) => showsAlready(url, path));
  if (there && (await focused(there))) return;
  for (const tab of open) {
    if (tab !== there && (await goes(tab, path)) && (await focused(tab))) return;
  }
  await tabs.openWindow(path);
}

/** A path without a query matches the page with any query. */
function showsAlready(url: string, path: string): boolean {
  const { pathname, search } = new URL(url);
  return path === pathname || path === pathname + search;
}

async function focused(tab: Tab): Promise<boolean> {
  return tab.focus().then(
    () => true,
    () => false,
  );
}

/** Asks a page to navigate; it refuses while a form of it has unsent input (`pwa/go-where-told.ts`). */
async function goes(tab: Tab, path: string): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<boolean>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data === true);
  });
  tab.postMessage({ go: path }, [port2]);
  const said = await inTime(answer, ANSWER_MS);
  port1.close();
  return said === true;
}

/** A notification as the browser shows it, with the page that it opens. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  /** A path of this site. */
  readonly path: string;
  readonly tag: string;
  readonly silent: boolean;
}

/**
 * Browsers require that every push shows a notification, also one of a newer version that this worker does
 * not understand.
 */
const UNKNOWN: Notice = {
  title: 'Sunday Live',
  body: 'There is news. Open the app to see it.',
  path: '/',
  tag: 'unknown',
  silent: true,
};

/** Parses a push (`pushPayloadSchema` of the contract); returns a general notice when it is unreadable. */
export function noticeOf(text: string | undefined): Notice {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isNotice(value) ? value : UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

function isNotice(value: unknown): value is Notice {
  if (typeof value !== 'object' || value === null) return false;
  const { title, body, path, tag, silent } = value as Record<string, unknown>;
  return (
    [title, body, tag].every((each) => typeof each === 'string') &&
    typeof silent === 'boolean' &&
    pathOf(path) === path
  );
}

/** Returns a path of this site; the first page for any other value. */
export function pathOf(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : '/';
}
