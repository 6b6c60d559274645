import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Any, IsNull, type Repository } from 'typeorm';
import { insertIfNew } from '../../platform/database/given.js';
import { UserEntity } from '../auth/entities/user.entity.js';
import { ReportEntity } from './entities/report.entity.js';
import { ReportCommonEntity } from './entities/report-common.entity.js';
import { ReportInputEntity } from './entities/report-input.entity.js';
import { lockInputs } from './reports.sql.js';

/** The scores that counted when an input was made, by game: `24-17`, and `in 7-3` for games in progress. */
export type Finals = Readonly<Record<string, string>>;

/** Lists the inputs and common parts that exist. Their content is in storage. */
@Injectable()
export class ReportInputStore {
  constructor(
    @InjectRepository(ReportInputEntity) private readonly inputs: Repository<ReportInputEntity>,
    @InjectRepository(ReportCommonEntity) private readonly commons: Repository<ReportCommonEntity>,
  ) {}

  /**
   * Stores an input and assigns it to the report, unless it has one.
   * @returns the report's input; null when one of its players was deleted, so that it must not be stored
   */
  async give(
    report: string,
    input: { sha256: string; season: number; seasonType: number; finals: Finals; players: readonly string[] },
  ): Promise<string | null> {
    return this.inputs.manager.transaction(async (tx) => {
      await lockInputs(tx, 'shared');
      const players = [...new Set(input.players)];
      if ((await tx.countBy(UserEntity, { id: Any(players) })) < players.length) return null;
      const inserting = tx.createQueryBuilder().insert().into(ReportInputEntity);
      await insertIfNew(inserting.values({ ...input, players: [...input.players] }), 'sha256');
      await tx.update(ReportEntity, { id: report, inputId: IsNull() }, { inputId: input.sha256 });
      const row = await tx.findOneBy(ReportEntity, { id: report });
      if (row?.inputId == null) throw new Error('the report is gone');
      return row.inputId;
    });
  }

  /** Returns the checksum of a section's common part; null when it was not made yet. */
  async common(input: string, section: string): Promise<string | null> {
    return (await this.commons.findOneBy({ inputId: input, section }))?.sha256 ?? null;
  }

  async addCommon(input: string, section: string, sha256: string): Promise<void> {
    const inserting = this.commons.createQueryBuilder().insert();
    await insertIfNew(inserting.values({ inputId: input, section, sha256 }), 'section');
  }

  async dropCommon(input: string, section: string): Promise<void> {
    await this.commons.delete({ inputId: input, section });
  }
}
