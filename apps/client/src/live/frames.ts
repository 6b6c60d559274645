import type { LongPollEvent } from '@sunday-live/contract';

/**
 * A frame of the stream, by socket or long-poll. `reset`: the snapshot was requested, or the server reports
 * that the position is no longer in its log; it is applied even when it is older.
 */
export type Frame = LongPollEvent & { readonly reset?: boolean | undefined };
