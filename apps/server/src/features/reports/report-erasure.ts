import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { documentKey } from './report-documents.js';
import { lockInputs } from './report-input.store.js';
import { commonKey, inputKey } from './report-inputs.js';

/** Error of tasks whose league has lost a player, shown to the owner of the report. */
const WORDS = 'A player of this league has deleted the account. Try again: the report is made without them.';

interface Tainted {
  readonly id: string;
  readonly generation: number;
}

/** Removes a player from every report: reports of others lose all parts that were computed with the player's picks. */
@Injectable()
export class ReportErasure {
  /**
   * In the transaction that deletes the account, before its rows go. Reports about the player alone, and the player's own,
   * go; others are to be made again by their owners.
   * @returns keys of the objects in storage that hold the player, to be deleted after the commit
   */
  async erase(tx: EntityManager, player: string): Promise<string[]> {
    await lockInputs(tx, 'exclusive');
    const inputs = await tx.query<{ sha256: string; sections: string[] | null }[]>(
      `SELECT i.sha256, (SELECT array_agg(c.section) FROM report_common c WHERE c.input = i.sha256) AS sections
       FROM report_input i WHERE i.players IS NULL OR $1 = ANY(i.players)`,
      [player],
    );
    const hashes = inputs.map(({ sha256 }) => sha256);
    const reports = await tx.query<Tainted[]>(
      'SELECT id, generation FROM report WHERE input = ANY($2) OR $1 = ANY(players) OR owner = $1 FOR UPDATE',
      [player, hashes],
    );
    const ids = reports.map(({ id }) => id);
    const partials = await tx.query<{ key: string }[]>(
      'SELECT partial_key AS key FROM report_task WHERE report = ANY($1) AND partial_key IS NOT NULL',
      [ids],
    );
    await this.takeOut(tx, player, ids);
    await tx.query('DELETE FROM report_input WHERE sha256 = ANY($1)', [hashes]);
    return [
      ...inputs.map(({ sha256 }) => inputKey(sha256)),
      ...inputs.flatMap(({ sha256, sections }) => (sections ?? []).map((name) => commonKey(sha256, name))),
      ...partials.map(({ key }) => key),
      ...reports.map((report) => documentKey(report)),
    ];
  }

  private async takeOut(tx: EntityManager, player: string, ids: readonly string[]): Promise<void> {
    await tx.query(
      `DELETE FROM report WHERE id = ANY($2) AND (owner IS NULL OR owner = $1 OR players <@ ARRAY[$1::text])`,
      [player, ids],
    );
    await tx.query(
      `UPDATE report SET players = array_remove(players, $1), input = NULL, document_sha256 = NULL,
         generation = generation + 1 WHERE id = ANY($2)`,
      [player, ids],
    );
    await tx.query('DELETE FROM report_task WHERE report = ANY($2) AND player = $1', [player, ids]);
    await tx.query(
      `UPDATE report_task SET state = CASE state WHEN 'cancelled' THEN state ELSE 'failed' END, error = $2, last_error = NULL,
         finished_at = now(), partial_key = NULL, partial_sha256 = NULL
       WHERE report = ANY($1)`,
      [ids, WORDS],
    );
  }
}
