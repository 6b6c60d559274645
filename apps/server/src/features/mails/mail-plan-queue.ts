export const MAIL_PLAN_QUEUE = 'mail-plan';
/** Id of the job scheduler, of which the cluster has one. */
export const MAIL_PLAN_SCHEDULER = 'mail-plan';
