import type { Game, Me } from '@sunday-live/contract';
import { useEffect } from 'react';
import { useLive } from '../../live/use-live.js';
import { useOwnCardFollows } from '../../live/use-own-card-follows.js';
import { useTvDelay } from '../live-page/use-tv-delay.js';

interface FollowSlateProps {
  readonly me: Me;
  readonly league: string;
  readonly season: number;
  readonly week: number;
  readonly onGames: (games: ReadonlyMap<string, Game>) => void;
}

/** Follows the scores of a week under way by a league's stream, as late as the television. Shows nothing itself. */
export default function FollowSlate({ me, league, season, week, onGames }: FollowSlateProps) {
  const [delay] = useTvDelay();
  const { view } = useLive(league, delay * 1000);
  const { state } = view;
  const ours = state !== null && state.slate.season === season && state.slate.week === week;
  const games = ours ? state.games : null;
  useEffect(() => {
    if (games !== null) onGames(games);
  }, [games, onGames]);
  useOwnCardFollows(me.id, week, state);
  return null;
}
