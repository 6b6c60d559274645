import { leader } from '@sunday-live/scoring';
import { z } from 'zod';
import { teamName } from '../../emails/mail-links.js';
import { cardOf, type NodeState } from '../../projection/node-state.js';
import type { EventPlayer } from '../../slate/slate-event.js';
import { notificationKind, type Reading, weekOf } from './notification-kind.js';

const schema = z.object({
  kind: z.literal('banker'),
  value: z.enum(['winning', 'losing']),
  team: z.string(),
  /** `MIN 14, LAR 10` */
  score: z.string(),
});
export type BankerNews = z.infer<typeof schema>;

/** The player's banker falls behind, or leads again (rule N2). */
export const bankerKind = notificationKind({
  kind: 'banker',
  schema,
  matterOf: ({ team }) => `banker:${team}`,
  readings: (state, watchers) => {
    const week = weekOf(state);
    if (week === null) return [];
    return watchers.flatMap(({ player }) => {
      const known = state.players.get(player);
      return known === null ? [] : reading(state, known, week);
    });
  },
  say: (news) =>
    news.map(({ value, team, score }) => ({
      title: `Your banker ${value === 'winning' ? 'leads again' : 'fell behind'}`,
      body: `${teamName(team)}: ${score}.`,
      path: '/live',
    })),
});

function reading(state: NodeState, { id, n }: EventPlayer, week: string): Reading<BankerNews>[] {
  const card = cardOf(state, n);
  const banker = card?.banker ?? null;
  const game = banker === null ? undefined : state.games.get(banker);
  const side = banker === null ? undefined : card?.picks[banker];
  if (game === undefined || side === undefined) return [];
  const ahead = leader(game);
  return [
    {
      player: id,
      what: 'banker',
      about: `${week}:${game.id}:${side}`,
      news:
        ahead === null || ahead === 'tie'
          ? null
          : {
              kind: 'banker',
              value: ahead === side ? 'winning' : 'losing',
              team: game[side],
              score: `${game.away} ${game.awayScore}, ${game.home} ${game.homeScore}`,
            },
    },
  ];
}
