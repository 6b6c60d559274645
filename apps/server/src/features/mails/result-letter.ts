import { counted, place, signed } from '@sunday-live/contract';
import {
  button,
  facts,
  type Letter,
  letter,
  type OptionalMail,
  paragraph,
} from '../../platform/mail/letter.js';
import { nameOfWeek, phraseOfWeek, type WeekKey } from '../slate/week-key.js';
import type { LeaguePlace } from './league-places.js';
import { movement } from './mail-words.js';

/** A pick with its points. */
export interface ScoredTeam {
  readonly team: string;
  readonly points: number;
}

export interface ResultContent {
  readonly name: string;
  readonly week: WeekKey;
  readonly points: number;
  readonly rightPicks: number;
  readonly played: number;
  readonly weekPlace: { readonly rank: number; readonly shared: boolean; readonly of: number };
  readonly seasonPlace: {
    readonly rank: number;
    readonly shared: boolean;
    readonly before: number | null;
    readonly points: number;
  };
  /** The player's own leagues, one line each. */
  readonly leagues: readonly LeaguePlace[];
  /** The pick with the most points; null when none was right. */
  readonly bestPick: ScoredTeam | null;
  /** null: the banker did not count */
  readonly banker: ScoredTeam | null;
  readonly joker: boolean;
  readonly resultsUrl: string;
  readonly optional: OptionalMail;
}

export function resultLetter(content: ResultContent): Letter {
  const { name, week, points, rightPicks, played, weekPlace, seasonPlace, bestPick, banker, joker } = content;
  const moved = movement(seasonPlace.rank, seasonPlace.before);
  return letter({
    subject: `${nameOfWeek(week)}: ${counted(points, 'point')}, place ${place(weekPlace.rank, weekPlace.shared)}`,
    title: `${counted(points, 'point')} in ${phraseOfWeek(week)}`,
    blocks: [
      paragraph(`Hello ${name}, the results of ${phraseOfWeek(week)} are in.`),
      facts([
        ['Place in the week', `${place(weekPlace.rank, weekPlace.shared)} of ${weekPlace.of}`],
        [
          'Place in the season',
          `${place(seasonPlace.rank, seasonPlace.shared)}${moved === null ? '' : ` (${moved})`}, ${counted(seasonPlace.points, 'point')}`,
        ],
        ['Right picks', `${rightPicks} of ${played}`],
        ['Best pick', bestPick === null ? 'none was right' : scored(bestPick)],
        ['Banker', banker === null ? 'did not count' : scored(banker)],
        ['Joker', joker ? 'played' : 'kept'],
      ]),
      ...(content.leagues.length === 0
        ? []
        : [paragraph('In your leagues:'), facts(content.leagues.map(leagueLine))]),
      button(`See the results of ${phraseOfWeek(week)}`, content.resultsUrl),
    ],
    optional: content.optional,
  });
}

/** Formats a line like `2 of 5 in the week with 40 points, T3 in the season (up 1)`. */
function leagueLine(league: LeaguePlace): [string, string] {
  const { name, points, rank, shared, players, seasonRank, seasonShared, seasonBefore } = league;
  const moved = movement(seasonRank, seasonBefore);
  const season = `${place(seasonRank, seasonShared)} in the season${moved === null ? '' : ` (${moved})`}`;
  return [
    name,
    `${place(rank, shared)} of ${players} in the week with ${counted(points, 'point')}, ${season}`,
  ];
}

function scored({ team, points }: ScoredTeam): string {
  return `${team}, ${signed(points)}`;
}
