/**
 * SQL condition: the game is in progress as far as polls are concerned. No game lasts twelve hours. One that is
 * suspended overnight still counts while something of it changes; one that the feed has abandoned must not cause the
 * live pace for ever (rule P7).
 */
export const stillRunningSql = (game: string): string =>
  `(${game}.state = 'in'
    AND (${game}.kickoff > now() - interval '12 hours' OR ${game}.changed_at > now() - interval '1 hour'))`;
