import { counted, EVERYONE, plain } from '@sunday-live/contract';
import type { StandingsEngine } from '@sunday-live/scoring';
import { z } from 'zod';
import type { NodeState } from '../../projection/node-state.js';
import type { EventPlayer } from '../../slate/slate-event.js';
import {
  notificationKind,
  type Reading,
  type Said,
  type WatchedLeague,
  weekOf,
} from './notification-kind.js';

const schema = z.object({
  kind: z.literal('lead'),
  scope: z.enum(['day', 'week']),
  value: z.enum(['first', 'behind']),
  league: z.object({ id: z.string(), name: z.string() }),
  points: z.number().int(),
  /** Number of others on the same first rank. */
  sharedWith: z.number().int(),
  /** Older rows have no id. */
  leader: z.object({ player: z.string().optional(), name: z.string(), points: z.number().int() }),
});
export type LeadNews = z.infer<typeof schema>;

const SCOPES = ['day', 'week'] as const;

/** The player takes or loses the lead of a league's day or week (rule N2). */
export const leadKind = notificationKind({
  kind: 'lead',
  schema,
  stillWanted: `c.league = n.data#>>'{league,id}' AND (c.league = '${EVERYONE}' OR EXISTS (
    SELECT 1 FROM league_member x WHERE x.league = c.league AND x.player = c.player))
    AND (n.data#>>'{leader,player}' IS NULL OR EXISTS (SELECT 1 FROM "user" x WHERE x.id = n.data#>>'{leader,player}'))`,
  matterOf: ({ scope, league }) => `lead:${scope}:${league.id}`,
  ofLeague: true,
  readings: (state, watchers) => {
    const week = weekOf(state);
    if (week === null) return [];
    const tables = new Map<WatchedLeague, Table[]>();
    return watchers.flatMap(({ player, league }) => {
      const known = state.players.get(player);
      const engine = league === null ? undefined : state.engines.get(league.rules);
      if (known === null || league === null || engine === undefined) return [];
      const ofLeague = tables.get(league) ?? SCOPES.map((scope) => readTable(state, engine, league, scope));
      tables.set(league, ofLeague);
      return ofLeague.flatMap((table) => reading(table, known, week));
    });
  },
  // taking or losing the lead of the day and of the week together is one piece of news, sent with the last of them,
  // whose points are the newest
  say: (news) =>
    news.flatMap((lead) => {
      const same = news.filter((each) => each.value === lead.value && each.league.id === lead.league.id);
      return same.at(-1) === lead ? [words(lead, [...new Set(same.map(({ scope }) => scope))].sort())] : [];
    }),
});

function words({ league, leader, points, value, sharedWith }: LeadNews, scopes: readonly string[]): Said {
  const tables = scopes.join(' and the ');
  const path = `/live/${encodeURIComponent(league.id)}`;
  if (value === 'first') {
    const others = sharedWith === 0 ? '' : `, level with ${counted(sharedWith, 'other')}`;
    return {
      title: `You lead the ${tables}`,
      body: `${league.name}: ${counted(points, 'point')}${others}.`,
      path,
    };
  }
  return {
    title: `You lost the lead of the ${tables}`,
    body: `${league.name}: ${leader.name} leads with ${plain(leader.points)}, you have ${plain(points)}.`,
    path,
  };
}

/** The first row of one of a league's standings. */
interface Table {
  readonly league: WatchedLeague;
  readonly scope: 'day' | 'week';
  readonly about: string;
  readonly engine: StandingsEngine;
  readonly first: ReadonlySet<number>;
  readonly leader: { readonly player: string; readonly name: string; readonly points: number } | null;
  /** Nobody leads while all are level. */
  readonly decided: boolean;
}

function readTable(
  state: NodeState,
  engine: StandingsEngine,
  league: WatchedLeague,
  scope: 'day' | 'week',
): Table {
  const { members } = league;
  const size = members === 'all' ? engine.playerCount : members.length;
  const ranks = new Uint32Array(size);
  const ranked = engine.rank(scope, members, ranks);
  const first = new Set<number>();
  for (const [i, rank] of ranks.entries()) {
    if (rank === 1) first.add(members === 'all' ? i : (members[i] as number));
  }
  const [top] = engine.top(scope, members, 1);
  const best = top === undefined ? null : state.players.at(top[0]);
  return {
    league,
    scope,
    about: scope === 'day' ? `${league.id}:${state.day?.id ?? ''}` : league.id,
    engine,
    first,
    leader: top === undefined || best === null ? null : { player: best.id, name: best.name, points: top[2] },
    decided: first.size < ranked,
  };
}

function reading(table: Table, { id, n }: EventPlayer, week: string): Reading<LeadNews>[] {
  const { league, scope, engine, first, leader: top, decided } = table;
  if (!engine.has(scope, n) || top === null) return [];
  const leads = first.has(n);
  return [
    {
      player: id,
      what: `lead-${scope}`,
      about: `${week}:${table.about}`,
      news: decided
        ? {
            kind: 'lead',
            scope,
            value: leads ? 'first' : 'behind',
            league: { id: league.id, name: league.name },
            points: engine.pointsOf(scope, n),
            sharedWith: leads ? first.size - 1 : 0,
            leader: top,
          }
        : null,
    },
  ];
}
