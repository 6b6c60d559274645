import { catalogue, type ErrorCode } from './catalogue.js';

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
