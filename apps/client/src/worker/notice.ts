/** A notification as the browser shows it, and the page that it opens. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  /** Of this site. */
  readonly path: string;
  readonly tag: string;
  readonly silent: boolean;
}

/** Browsers demand that every push shows something, also one of a version that this worker does not know yet. */
const UNKNOWN: Notice = {
  title: 'Sunday Live',
  body: 'There is news. Open the app to see it.',
  path: '/',
  tag: 'unknown',
  silent: true,
};

/** What a push says (`pushPayloadSchema` of the contract); the hint that there is something when it cannot be read. */
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

/** A path of this site, whatever was stored with a notification; the first page for anything else. */
export function pathOf(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : '/';
}
