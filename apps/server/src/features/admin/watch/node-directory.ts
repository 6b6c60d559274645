import { Injectable } from '@nestjs/common';
import type { NodeReport } from '@sunday-live/contract';
import { EntityManager, Raw } from 'typeorm';
import { NodeReportEntity } from '../../live/node-report.entity.js';

/** Lists the processes that have reported within the last half minute. */
@Injectable()
export class NodeDirectory {
  constructor(private readonly manager: EntityManager) {}

  async all(): Promise<NodeReport[]> {
    const reports = await this.manager.find(NodeReportEntity, {
      where: { seenAt: Raw((column) => `${column} > now() - interval '30 seconds'`) },
      order: { role: 'ASC', node: 'ASC' },
    });
    return reports.map(({ startedAt, seenAt, ...report }) => ({
      ...report,
      startedAt: startedAt.toISOString(),
      seenAt: seenAt.toISOString(),
    }));
  }
}
