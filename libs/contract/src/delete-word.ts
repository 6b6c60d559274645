/** The word that has to be typed before an account is deleted. Apart from the schemas, which browsers do not load. */
export const DELETE_WORD = 'delete';
