import type { LongPollEvent } from '@sunday-live/contract';

/**
 * What changes the table, whichever way it came: by socket or by long-poll. `reset`: the snapshot was asked for, or the server
 * says that the position is no longer in its log; it is believed even when it is older.
 */
export type Frame = LongPollEvent & { readonly reset?: boolean | undefined };
