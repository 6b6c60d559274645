interface Entry {
  readonly status: number;
  readonly title: string;
}

/** Every error that clients may see, sorted by code. Features add their errors here. */
export const catalogue = {
  'account-exists': { status: 422, title: 'This email address cannot be used' },
  'admin-mfa-required': { status: 403, title: 'Admins need a second factor here' },
  'backups-off': { status: 409, title: 'No backups are set up here: set BACKUP_URL' },
  banned: { status: 403, title: 'This account is suspended' },
  busy: { status: 503, title: 'Too busy right now, try again' },
  'card-changed': { status: 409, title: 'The card was saved elsewhere in the meantime' },
  'card-is-open': { status: 409, title: 'The card is still open: its player can change it' },
  'challenge-over': { status: 401, title: 'Sign in again from the start' },
  conflict: { status: 409, title: 'This changed in the meantime; look again and retry' },
  'deadline-passed': { status: 409, title: 'The deadline has passed' },
  'email-not-verified': { status: 403, title: 'The email address is not verified yet' },
  forbidden: { status: 403, title: 'Not allowed' },
  'games-would-open': { status: 409, title: 'Locked games would open again' },
  internal: { status: 500, title: 'Something went wrong' },
  'invalid-card': { status: 422, title: 'The card is not valid' },
  'invalid-code': { status: 401, title: 'The code is wrong' },
  'invalid-credentials': { status: 401, title: 'Email address or password is wrong' },
  'invalid-input': { status: 422, title: 'The input is not valid' },
  'last-admin': { status: 409, title: 'At least one admin must remain' },
  'league-is-fixed': { status: 409, title: 'This league cannot be changed' },
  'link-not-valid': { status: 422, title: 'This link was used already, or is too old' },
  'live-off': { status: 503, title: 'The live page is switched off for now; standings stay available' },
  maintenance: { status: 503, title: 'Closed for maintenance; standings stay available' },
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  'not-found': { status: 404, title: 'Not found' },
  'nothing-to-retry': { status: 409, title: 'There is nothing to retry' },
  'origin-refused': { status: 403, title: 'Requests from this origin are refused' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'push-service-unknown': { status: 422, title: 'Browsers have no push service at this address' },
  'registration-closed': { status: 403, title: 'Registration is closed' },
  'request-refused': { status: 400, title: 'The request cannot be served' },
  'signed-in-as-another': { status: 409, title: 'Another player is signed in in this browser now' },
  'too-many-requests': { status: 429, title: 'Too many requests, slow down' },
  unauthenticated: { status: 401, title: 'Please sign in' },
  unavailable: { status: 503, title: 'Not available right now, try again' },
  'unknown-season': { status: 404, title: 'No such season' },
  'unknown-week': { status: 404, title: 'No such week in this season' },
  'unsupported-media-type': { status: 415, title: 'Send JSON' },
  'week-not-over': { status: 409, title: 'The week is not over yet' },
  'week-not-played': { status: 409, title: 'The pre-season is not played, so it takes no cards' },
  'wrong-password': { status: 403, title: 'The password is wrong' },
} as const satisfies Record<string, Entry>;

/** Stable code of an error in the catalogue. */
export type ErrorCode = keyof typeof catalogue;

/** One problem of the input. `code` is stable; further fields say where the problem is. */
export interface InputProblem {
  readonly code: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** An error that clients may see, identified by its code in the catalogue. `detail` must be safe to show to anybody. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    readonly problems?: readonly InputProblem[],
    /** Seconds after which the client may try again (`Retry-After`). */
    readonly retryAfterSeconds?: number,
    /** Further members of the problem document (RFC 9457). */
    readonly members?: Readonly<Record<string, unknown>>,
  ) {
    super(detail === undefined ? code : `${code}: ${detail}`);
  }

  get status(): number {
    return catalogue[this.code].status;
  }
}
