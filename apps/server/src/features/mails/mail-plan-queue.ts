export const MAIL_PLAN_QUEUE = 'mail-plan';
/** The one job scheduler of the cluster. */
export const MAIL_PLAN_SCHEDULER = 'mail-plan';
