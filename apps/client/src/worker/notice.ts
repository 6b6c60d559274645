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
