/** Begins the ids of games that no feed has. */
export const HAND_ID = 'hand.';
