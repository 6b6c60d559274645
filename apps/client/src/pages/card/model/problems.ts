/** A problem of a card, from the rules here or from the server. */
export interface Problem {
  readonly message: string;
  /** The game's id; absent: the card as a whole. */
  readonly game?: string | undefined;
}

/** Groups problems by game; under `null` those of the whole card or of a game that is not on the page. */
export function byGame(
  problems: readonly Problem[],
  games: readonly { readonly id: string }[],
): ReadonlyMap<string | null, readonly string[]> {
  const known = new Set(games.map((game) => game.id));
  const found = new Map<string | null, string[]>();
  for (const { game, message } of problems) {
    const place = game !== undefined && known.has(game) ? game : null;
    const there = found.get(place);
    if (there) there.push(message);
    else found.set(place, [message]);
  }
  return found;
}

/** Reads the server's problems; a newer server may add fields. */
export function fromServer(
  problems: readonly Readonly<Record<string, unknown>>[] | undefined,
): readonly Problem[] {
  return (problems ?? []).flatMap(({ message, game }) =>
    typeof message === 'string' ? [{ message, game: typeof game === 'string' ? game : undefined }] : [],
  );
}
