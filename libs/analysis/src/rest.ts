/**
 * Called between the steps of a long calculation, at most some tenths of a millisecond apart: whoever runs it may hold it there
 * while there is something more urgent to do. It changes no result.
 */
export type Rest = () => void;

export const NO_REST: Rest = () => undefined;
