import type { RulesName } from '@sunday-live/contract';
import { leader, type Members, type StandingsEngine } from '@sunday-live/scoring';
import type { NodePlayer, NodeState } from '../../projection/node-state.js';
import type { BankerNews, LeadNews } from './news.js';

/** Somebody who wants to hear of scores. */
export interface Watcher {
  readonly player: string;
  readonly banker: boolean;
  /** The league whose lead is followed, or null. */
  readonly league: WatchedLeague | null;
}

export interface WatchedLeague {
  readonly id: string;
  readonly name: string;
  readonly rules: RulesName;
  readonly members: Members;
}

/** How a matter stands for a player. */
export interface Reading {
  readonly player: string;
  /** `lead-day`, `lead-week`, `banker` */
  readonly what: string;
  /** What it is read of; of another league, week or day it is another matter. */
  readonly about: string;
  /** null: neither the one nor the other, so what was noted stays. */
  readonly news: LeadNews | BankerNews | null;
}

const SCOPES = ['day', 'week'] as const;

/** How everything stands that these players want to hear of, read from the standings as they are. */
export function readings(state: NodeState, watchers: readonly Watcher[]): Reading[] {
  const { season } = state;
  if (season === null) return [];
  const week = `${season.season}:${season.seasonType}:${season.week}`;
  const tables = new Map<WatchedLeague, Table[]>();
  return watchers.flatMap((watcher) => {
    const player = state.players.get(watcher.player);
    if (player === undefined) return [];
    const found: Reading[] = [];
    if (watcher.banker) found.push(...bankerReading(state, player, week));
    const { league } = watcher;
    const engine = league === null ? undefined : state.engines.get(league.rules);
    if (league === null || engine === undefined) return found;
    const ofLeague = tables.get(league) ?? SCOPES.map((scope) => readTable(state, engine, league, scope));
    tables.set(league, ofLeague);
    for (const table of ofLeague) found.push(...leadReading(table, player, week));
    return found;
  });
}

/** Who stands first in one of a league's tables. */
interface Table {
  readonly league: WatchedLeague;
  readonly scope: 'day' | 'week';
  readonly about: string;
  readonly engine: StandingsEngine;
  readonly first: ReadonlySet<number>;
  readonly leader: { readonly name: string; readonly points: number } | null;
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
  const name = top === undefined ? undefined : state.byNumber.get(top[0])?.name;
  return {
    league,
    scope,
    about: scope === 'day' ? `${league.id}:${state.day?.id ?? ''}` : league.id,
    engine,
    first,
    leader: top === undefined || name === undefined ? null : { name, points: top[2] },
    decided: first.size < ranked,
  };
}

function leadReading(table: Table, { id, n }: NodePlayer, week: string): Reading[] {
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

function bankerReading(state: NodeState, { id, card }: NodePlayer, week: string): Reading[] {
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
