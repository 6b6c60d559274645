import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { myCardQuery } from '../http/queries.js';
import type { LiveState } from './apply-frame.js';

/**
 * Asks for the own card again whenever the stream names its player, as it does after each save, and when another game has locked
 * or begun: it may have been saved on another device.
 */
export function useOwnCardFollows(player: string, week: number, state: LiveState | null): void {
  const client = useQueryClient();
  const own = useMemo(
    () => [...(state?.players.values() ?? [])].find(({ id }) => id === player),
    [state?.players, player],
  );
  const begun = useMemo(
    () => [...(state?.games.values() ?? [])].filter((game) => game.state !== 'pre').length,
    [state?.games],
  );
  const known = useRef({ own, begun, epoch: state?.epoch });
  useEffect(() => {
    const before = known.current;
    known.current = { own, begun, epoch: state?.epoch };
    if (state === null || before.epoch === undefined) return;
    if (before.own === own && before.begun === begun) return;
    void client.invalidateQueries({ queryKey: myCardQuery(week).queryKey });
  }, [own, begun, state, client, week]);
}
