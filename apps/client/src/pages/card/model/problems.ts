/** One thing that is wrong with a card, from the rules here or from the server. */
export interface Problem {
  readonly message: string;
  /** The game that it is about; absent: the card as a whole. */
  readonly game?: string | undefined;
}

/** Problems beside their games; under `null` what concerns the whole card or a game that is not on the page. */
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

/** The problems that the server names; a newer server may say more of each. */
export function fromServer(
  problems: readonly Readonly<Record<string, unknown>>[] | undefined,
): readonly Problem[] {
  return (problems ?? []).flatMap(({ message, game }) =>
    typeof message === 'string' ? [{ message, game: typeof game === 'string' ? game : undefined }] : [],
  );
}
