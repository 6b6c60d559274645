import { catalogue, type ErrorCode } from './catalogue.js';

/** One fault of the input: `code` is stable, further fields say where. */
export interface InputProblem {
  readonly code: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** An error that the outside may see, by its code in the catalogue. `detail` must be fit for strangers. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    readonly problems?: readonly InputProblem[],
    /** Seconds after which trying again makes sense (`Retry-After`). */
    readonly retryAfterSeconds?: number,
    /** Further members of the problem document. */
    readonly members?: Readonly<Record<string, unknown>>,
  ) {
    super(detail === undefined ? code : `${code}: ${detail}`);
  }

  get status(): number {
    return catalogue[this.code].status;
  }
}
