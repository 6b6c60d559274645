export const FEED_QUEUE = 'poll-feed';
/** The one job scheduler of the cluster. */
export const FEED_SCHEDULER = 'poll-feed';
