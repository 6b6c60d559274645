/**
 * A callback that long calculations call between steps, at most some tenths of a millisecond apart. The
 * caller may block in it while something more urgent runs. It never changes a result.
 */
export type Rest = () => void;

export const NO_REST: Rest = () => undefined;
