import type { Game } from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { myCardQuery } from '../http/queries.js';
import type { WeekKey } from '../http/week.js';
import type { LiveState } from './apply-frame.js';

/**
 * Reads the own card again whenever the stream names its player, as it does after each save, and when games
 * change the meaning of cards.
 */
export function useOwnCardFollows(player: string, at: WeekKey, state: LiveState | null): void {
  const { season, type, week } = at;
  const client = useQueryClient();
  const own = useMemo(
    () => [...(state?.players.values() ?? [])].find(({ id }) => id === player),
    [state?.players, player],
  );
  const begun = useMemo(() => cardsOfGames(state?.games.values() ?? []), [state?.games]);
  const known = useRef({ own, begun, epoch: state?.epoch });
  useEffect(() => {
    const before = known.current;
    known.current = { own, begun, epoch: state?.epoch };
    if (state === null || before.epoch === undefined) return;
    if (before.own === own && before.begun === begun) return;
    void client.invalidateQueries({ queryKey: myCardQuery({ season, type, week }).queryKey });
  }, [own, begun, state, client, season, type, week]);
}

/**
 * Returns, as one text, what decides the meaning of cards: which games have begun, because their picks are
 * then shown, and which team is at home, because picks change sides when home and away are exchanged.
 */
export function cardsOfGames(games: Iterable<Game>): string {
  return [...games]
    .map(({ id, away, home, state }) => `${id} ${away} ${home} ${state === 'pre'}`)
    .sort()
    .join();
}
