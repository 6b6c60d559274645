import { Injectable } from '@nestjs/common';
import { DEFAULT_RULES, type GameState, gamesByWeek, RULES, scoreCard } from '@sunday-live/scoring';
import { DataSource, type EntityManager, Raw } from 'typeorm';
import type { Letter } from '../../platform/mail/letter.js';
import { mailKind } from '../../platform/mail/mail-kind.js';
import { MailKinds } from '../../platform/mail/mail-kinds.js';
import { MailOutbox } from '../../platform/mail/mail-outbox.js';
import { WeekResultEntity } from '../official-results/entities/week-result.entity.js';
import { SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import { LeaguePlaces } from './league-places.js';
import { MailLinks } from './mail-links.js';
import { teamName } from './mail-words.js';
import { aboutWeek, type MailedWeek, mailedWeekSchema } from './mailed-week.js';
import { playersOfWeek } from './mails.sql.js';
import { type PlayerResult, PlayerResults } from './player-results.js';
import { type ResultContent, resultLetter, type ScoredTeam } from './result-letter.js';

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
   * Stores the emails for every week of the season that was confirmed recently, of any type and in any order. A week
   * confirmed days ago was imported later, and gets no emails.
   * @returns the number of new emails
   */
  async enqueueDue(): Promise<number> {
    const state = await this.reader.season();
    if (state === null) return 0;
    const weeks = await this.db.manager.find(WeekResultEntity, {
      select: { season: true, seasonType: true, week: true },
      where: {
        season: state.season,
        state: 'confirmed',
        confirmedAt: Raw((column) => `${column} > now() - interval '${NEWS_FOR}'`),
      },
      order: { seasonType: 'ASC', week: 'ASC' },
    });
    let added = 0;
    for (const week of weeks) added += await this.weekConfirmed(this.db.manager, week);
    return added;
  }

  /**
   * Stores the emails of a week with confirmed results. Calling it again changes nothing. @returns the number of new
   * emails
   */
  weekConfirmed(tx: EntityManager, { season, seasonType, week }: Week): Promise<number> {
    const about = { season, seasonType, week };
    return this.outbox.enqueueToPlayers(
      tx,
      { kind: KIND, about: aboutWeek(about), data: about },
      playersOfWeek(about),
    );
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
