import { Injectable } from '@nestjs/common';
import type { SeasonQuery, WeekPicks } from '@sunday-live/contract';
import { DataSource, IsNull } from 'typeorm';
import { AppError } from '../../../platform/errors/app-error.js';
import { UserEntity } from '../../auth/user.entity.js';
import { picksShown } from '../../slate/shown-picks.js';
import { SlateReader } from '../../slate/slate-reader.js';
import { pickedSides, playersLackingPicks, type SideRow } from './week-picks.sql.js';

/** Maximum number of names; the exports have all of them. */
const MOST_NAMES = 500;

/** Reads who picked whom in locked games (docs/adr/0007), and whose cards lack picks. */
@Injectable()
export class WeekPicksService {
  constructor(
    private readonly db: DataSource,
    private readonly slate: SlateReader,
  ) {}

  /** @throws AppError `unknown-week` */
  async read(week: number, asked: SeasonQuery): Promise<WeekPicks> {
    // one snapshot: a pick must not be newer than the state of its game
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const state = await this.slate.asked(asked, 'current', tx);
      const games = state === null ? [] : (await this.slate.week(state, week, tx)).games;
      if (state === null || games.length === 0) throw new AppError('unknown-week');
      const sides = await pickedSides(tx, { ...state, week });
      const of = (game: string, side: SideRow['side']): SideRow | undefined =>
        sides.find((row) => row.game === game && row.side === side);
      return {
        week,
        games: games.map((game) => ({
          id: game.id,
          away: game.away,
          home: game.home,
          kickoff: game.kickoff.toISOString(),
          timeValid: game.time_valid,
          locked: picksShown(game),
          // a banker may play at home when the sides were exchanged since (rule S26)
          bankers: (['away', 'home'] as const).flatMap((side) => of(game.id, side)?.bankers ?? []),
          awayPicks: of(game.id, 'away')?.names ?? [],
          homePicks: of(game.id, 'home')?.names ?? [],
        })),
        missing: await playersLackingPicks(tx, { ...state, week }, MOST_NAMES),
        wanted: games.filter((game) => game.state !== 'off').length,
        players: await tx.countBy(UserEntity, { bannedAt: IsNull() }),
      };
    });
  }
}
