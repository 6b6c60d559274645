import { Injectable } from '@nestjs/common';
import { gameDays } from '@sunday-live/scoring';
import { In } from 'typeorm';
import { GameEntity } from '../slate/game.entity.js';
import { FeedQuarantineEntity, SlateStreamEntity } from '../slate/slate.entity.js';
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
      await tx.increment(SlateStreamEntity, { id: 1 }, 'fence', 1);
      const state = await this.reader.season(tx);
      if (state === null) return;
      const { games } = await this.reader.week(state, state.week, tx);
      const days = gameDays(games.map(toGame)).sort((a, b) => b.games.length - a.games.length);
      const sunday = days[0]?.games ?? [];
      await tx.update(
        GameEntity,
        { id: In(sunday) },
        {
          ...{ state: 'pre', awayScore: 0, homeScore: 0, period: 0, clock: '0:00', detail: '' },
          ...{
            possession: null,
            redZone: false,
            situationAt: () => 'clock_timestamp()',
            rev: () => 'rev + 1',
          },
        },
      );
      await tx.delete(FeedQuarantineEntity, { gameId: In(sunday) });
    });
  }
}
