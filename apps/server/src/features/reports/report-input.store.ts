import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** What counted when an input was made: scores by game, `24-17`, and `in 7-3` of games that were under way. */
export type Finals = Readonly<Record<string, string>>;

/** Inputs are kept under the shared lock, and lose a player under the exclusive one. Ends with the transaction. */
export async function lockInputs(tx: EntityManager, mode: 'shared' | 'exclusive'): Promise<void> {
  const lock = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await tx.query(`SELECT ${lock}(hashtextextended('report inputs', 0))`);
}

/** Lists the inputs and common parts that exist. Their content is in storage. */
@Injectable()
export class ReportInputStore {
  constructor(private readonly db: DataSource) {}

  /**
   * Keeps an input and gives it to the report, unless it has one.
   * @returns the report's input; null when one of its players has gone, so that it must not be kept
   */
  async give(
    report: string,
    input: { sha256: string; season: number; seasonType: number; finals: Finals; players: readonly string[] },
  ): Promise<string | null> {
    return this.db.transaction(async (tx) => {
      await lockInputs(tx, 'shared');
      const gone = await tx.query<unknown[]>(
        `SELECT 1 FROM unnest($1::text[]) AS p WHERE NOT EXISTS (SELECT 1 FROM "user" u WHERE u.id = p) LIMIT 1`,
        [input.players],
      );
      if (gone.length > 0) return null;
      await tx.query(
        `INSERT INTO report_input (sha256, season, season_type, finals, players) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING`,
        [input.sha256, input.season, input.seasonType, input.finals, input.players],
      );
      await tx.query('UPDATE report SET input = $2 WHERE id = $1 AND input IS NULL', [report, input.sha256]);
      const [row] = await tx.query<{ input: string | null }[]>('SELECT input FROM report WHERE id = $1', [
        report,
      ]);
      if (row?.input == null) throw new Error('the report is gone');
      return row.input;
    });
  }

  /** The checksum of a section's common part, null where it was not made yet. */
  async common(input: string, section: string): Promise<string | null> {
    const [row] = await this.db.query<{ sha256: string }[]>(
      'SELECT sha256 FROM report_common WHERE input = $1 AND section = $2',
      [input, section],
    );
    return row?.sha256 ?? null;
  }

  async addCommon(input: string, section: string, sha256: string): Promise<void> {
    await this.db.query(
      'INSERT INTO report_common (input, section, sha256) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [input, section, sha256],
    );
  }

  async dropCommon(input: string, section: string): Promise<void> {
    await this.db.query('DELETE FROM report_common WHERE input = $1 AND section = $2', [input, section]);
  }
}
