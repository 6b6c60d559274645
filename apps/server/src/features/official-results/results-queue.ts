export const RESULTS_QUEUE = 'keep-results';
/** The one job scheduler of the cluster. */
export const RESULTS_SCHEDULER = 'keep-results';
