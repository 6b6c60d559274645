import { Injectable } from '@nestjs/common';
import { Any, ArrayContainedBy, ArrayContains, type EntityManager, IsNull, Not } from 'typeorm';
import { ReportCommonEntity, ReportEntity, ReportInputEntity, ReportTaskEntity } from './report.entity.js';
import { documentKey } from './report-documents.js';
import { commonKey, inputKey } from './report-inputs.js';
import { lockInputs } from './reports.sql.js';

/** Error of tasks whose league has lost a player, shown to the owner of the report. */
const WORDS = 'A player of this league has deleted the account. Try again: the report is made without them.';

/** Removes a player from every report: reports of others lose all parts that were computed with the player's picks. */
@Injectable()
export class ReportErasure {
  /**
   * Runs in the transaction that deletes the account, before its rows are deleted. Reports about the player alone,
   * and the player's own, are deleted; owners of others can make them again.
   * @returns keys of the stored objects that contain the player, to be deleted after the commit
   */
  async erase(tx: EntityManager, player: string): Promise<string[]> {
    await lockInputs(tx, 'exclusive');
    const inputs = await tx.find(ReportInputEntity, {
      select: { sha256: true },
      where: [{ players: IsNull() }, { players: ArrayContains([player]) }],
    });
    const hashes = inputs.map(({ sha256 }) => sha256);
    const common = await tx.findBy(ReportCommonEntity, { inputId: Any(hashes) });
    const reports = await tx.find(ReportEntity, {
      select: { id: true, generation: true },
      where: [{ inputId: Any(hashes) }, { players: ArrayContains([player]) }, { ownerId: player }],
      lock: { mode: 'pessimistic_write' },
    });
    const ids = reports.map(({ id }) => id);
    const partials = await tx.find(ReportTaskEntity, {
      select: { partialKey: true },
      where: { reportId: Any(ids), partialKey: Not(IsNull()) },
    });
    await this.takeOut(tx, player, ids);
    await tx.delete(ReportInputEntity, { sha256: Any(hashes) });
    return [
      ...hashes.map(inputKey),
      ...common.map(({ inputId, section }) => commonKey(inputId, section)),
      ...partials.flatMap(({ partialKey }) => partialKey ?? []),
      ...reports.map((report) => documentKey(report)),
    ];
  }

  private async takeOut(tx: EntityManager, player: string, ids: readonly string[]): Promise<void> {
    const id = Any(ids);
    for (const gone of [
      { ownerId: IsNull() },
      { ownerId: player },
      { players: ArrayContainedBy([player]) },
    ]) {
      await tx.delete(ReportEntity, { id, ...gone });
    }
    await tx
      .createQueryBuilder()
      .update(ReportEntity)
      .set({
        ...{ inputId: null, documentSha256: null, generation: () => 'generation + 1' },
        players: () => 'array_remove(players, :player)',
      })
      .where({ id })
      .setParameters({ player })
      .execute();
    await tx.delete(ReportTaskEntity, { reportId: id, player });
    await tx.update(
      ReportTaskEntity,
      { reportId: id },
      {
        state: () => `CASE state WHEN 'cancelled' THEN state ELSE 'failed' END`,
        ...{
          error: WORDS,
          lastError: null,
          finishedAt: () => 'now()',
          partialKey: null,
          partialSha256: null,
        },
      },
    );
  }
}
