/**
 * The word that a player types to confirm the deletion of the account. Outside the schemas, because browsers
 * do not load those.
 */
export const DELETE_WORD = 'delete';
