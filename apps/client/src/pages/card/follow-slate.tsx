import type { Game, Me } from '@sunday-live/contract';
import { useEffect } from 'react';
import { sameSeason, type WeekKey } from '../../http/week.js';
import Banners from '../../live/announcements/banners.js';
import { useAnnouncements } from '../../live/announcements/queries.js';
import { useLive } from '../../live/use-live.js';
import { useOwnCardFollows } from '../../live/use-own-card-follows.js';
import { useTvDelay } from '../../live/use-tv-delay.js';

interface FollowSlateProps {
  readonly me: Me;
  readonly league: string;
  readonly at: WeekKey;
  readonly onGames: (games: ReadonlyMap<string, Game>) => void;
}

/** Follows a week's scores by a league's stream, with the TV delay, and shows its announcements. */
export default function FollowSlate({ me, league, at, onGames }: FollowSlateProps) {
  const [delay] = useTvDelay();
  const { view } = useLive(league, delay * 1000);
  const { state } = view;
  const ours = state !== null && sameSeason(state.slate, at) && state.slate.week === at.week;
  const games = ours ? state.games : null;
  useEffect(() => {
    if (games !== null) onGames(games);
  }, [games, onGames]);
  useOwnCardFollows(me.id, at, state);
  return <Banners player={me.id} announcements={useAnnouncements(state)} />;
}
