import { Injectable } from '@nestjs/common';
import { gameDays } from '@sunday-live/scoring';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';

/** Resets the current week's Sunday, so that it can be replayed. */
@Injectable()
export class DemoRestart {
  constructor(
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
  ) {}

  /**
   * Starts a new epoch of the log, in which the Sunday's games have not started; cards and locks stay. The fence is
   * raised, because a poll that is under way still has the old results.
   */
  async restart(): Promise<void> {
    await this.log.reset(async (tx) => {
      await tx.query('UPDATE slate_stream SET fence = fence + 1');
      const state = await this.reader.season(tx);
      if (state === null) return;
      const { games } = await this.reader.week(state, state.week, tx);
      const days = gameDays(games.map(toGame)).sort((a, b) => b.games.length - a.games.length);
      const sunday = days[0]?.games ?? [];
      await tx.query(
        `UPDATE game SET state = 'pre', away_score = 0, home_score = 0, period = 0, clock = '0:00', detail = '',
           possession = NULL, red_zone = false, situation_at = clock_timestamp(), rev = rev + 1
         WHERE id = ANY($1)`,
        [sunday],
      );
      await tx.query('DELETE FROM feed_quarantine WHERE game = ANY($1)', [sunday]);
    });
  }
}
