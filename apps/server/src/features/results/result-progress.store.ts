import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Up to where the log is worked into the scores. */
export interface Progress {
  /** null: never */
  readonly epoch: string | null;
  readonly seq: number;
  /** The season that was current there. */
  readonly season: number | null;
}

/** The one row all workers agree by. */
@Injectable()
export class ResultProgressStore {
  /** Waits until no other worker writes scores; then nobody else does until the transaction ends. */
  async lock(tx: EntityManager): Promise<Progress> {
    const [row] = await tx.query<Progress[]>('SELECT epoch, seq, season FROM result_progress FOR UPDATE');
    if (row === undefined) throw new Error('result_progress has no row: migrations did not run');
    return row;
  }

  async move(tx: EntityManager, { epoch, seq, season }: Progress): Promise<void> {
    await tx.query('UPDATE result_progress SET epoch = $1, seq = $2, season = $3', [epoch, seq, season]);
  }

  /** Season types of which games are stored. */
  async seasonTypes(tx: EntityManager, season: number): Promise<number[]> {
    const rows = await tx.query<{ season_type: number }[]>(
      'SELECT DISTINCT season_type FROM game WHERE season = $1 ORDER BY season_type',
      [season],
    );
    return rows.map((row) => row.season_type);
  }
}
