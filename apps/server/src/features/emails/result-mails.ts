import { Injectable } from '@nestjs/common';
import { counted, place, signed } from '@sunday-live/contract';
import { DEFAULT_RULES, type GameState, gamesByWeek, RULES, scoreCard } from '@sunday-live/scoring';
import { DataSource, Raw } from 'typeorm';
import {
  button,
  facts,
  type Letter,
  letter,
  type OptionalMail,
  paragraph,
} from '../../platform/mail/letter.js';
import { MailKinds, mailKind } from '../../platform/mail/mail-kind.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { WeekResultEntity } from '../official-results/results.entity.js';
import { SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import { nameOfWeek, phraseOfWeek, type WeekKey } from '../slate/week-key.js';
import { playersOfWeek } from './emails.sql.js';
import { type LeaguePlace, LeaguePlaces } from './league-places.js';
import { aboutWeek, type MailedWeek, MailLinks, mailedWeekSchema, movement, teamName } from './mail-links.js';
import { type PlayerResult, PlayerResults } from './player-results.js';

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

const KIND = 'weekly-result';
/** Results that were confirmed longer ago get no emails. */
const NEWS_FOR = '2 days';
type Week = Pick<MailedWeek, 'season' | 'seasonType' | 'week'>;

/** Sends the week's result to everybody who played, once the results are confirmed (rule M15). */
@Injectable()
export class ResultMails {
  constructor(
    private readonly db: DataSource,
    private readonly outbox: MailOutbox,
    private readonly reader: SlateReader,
    private readonly results: PlayerResults,
    private readonly leagues: LeaguePlaces,
    private readonly links: MailLinks,
    kinds: MailKinds,
  ) {
    kinds.register(
      mailKind({ kind: KIND, unasked: true, schema: mailedWeekSchema, write: (week) => this.write(week) }),
    );
  }

  /**
   * Stores the emails for every week of the season that was confirmed recently, of any type and in any order, in steps. A
   * week confirmed days ago was imported later, and gets no emails. A finished week is not looked at again.
   * @returns the number of new emails
   */
  async enqueueDue(signal: AbortSignal): Promise<number> {
    const state = await this.reader.season();
    if (state === null) return 0;
    const weeks = await this.db.manager.find(WeekResultEntity, {
      select: { season: true, seasonType: true, week: true },
      where: {
        season: state.season,
        state: 'confirmed',
        mailsPlanned: false,
        confirmedAt: Raw((column) => `${column} > now() - interval '${NEWS_FOR}'`),
      },
      order: { seasonType: 'ASC', week: 'ASC' },
    });
    let added = 0;
    for (const week of weeks) added += await this.weekConfirmed(week, signal);
    return added;
  }

  private async weekConfirmed({ season, seasonType, week }: Week, signal: AbortSignal): Promise<number> {
    const about = { season, seasonType, week };
    const added = await this.outbox.planForPlayers(
      { kind: KIND, about: aboutWeek(about), data: about },
      playersOfWeek(about),
      signal,
    );
    if (!signal.aborted)
      await this.db.manager.update(
        WeekResultEntity,
        { ...about, state: 'confirmed' },
        { mailsPlanned: true },
      );
    return added;
  }

  private async write(about: MailedWeek): Promise<Letter | null> {
    const { week, name } = about;
    const result = await this.results.of(about);
    if (result === null) return null;
    const { games } = await this.reader.week(about, week);
    return resultLetter({
      name,
      week: about,
      points: result.points,
      rightPicks: result.right_picks,
      played: result.played,
      weekPlace: { rank: result.rank, shared: result.shared, of: result.players },
      seasonPlace: {
        rank: result.season_rank,
        shared: result.season_shared,
        before: result.rank_before,
        points: result.season_points,
      },
      leagues: await this.leagues.of(about),
      ...highlights(result, games.map(toGame)),
      resultsUrl: this.links.results(about),
      optional: this.links.optional('weeklyResult', about.player),
    });
  }
}

/** Selects the best pick and the banker. */
function highlights(
  result: PlayerResult,
  games: readonly GameState[],
): Pick<ResultContent, 'bestPick' | 'banker' | 'joker'> {
  const final = games.filter((game) => game.state === 'post');
  const byId = new Map(final.map((game) => [game.id, game]));
  const scores = scoreCard(
    result,
    gamesByWeek(final).get(final[0]?.week ?? 0) ?? new Map(),
    RULES[DEFAULT_RULES],
  ).byGame;
  const scored = [...scores].flatMap(([id, { points, right, banker }]) => {
    const game = byId.get(id);
    if (game === undefined) return [];
    return { team: teamName(result.picks[id] === 'away' ? game.away : game.home), points, right, banker };
  });
  const best = scored
    .filter(({ right }) => right)
    .reduce<ScoredTeam | null>((top, pick) => (top === null || pick.points > top.points ? pick : top), null);
  return { bestPick: best, banker: scored.find(({ banker }) => banker) ?? null, joker: result.joker };
}
