import { Injectable } from '@nestjs/common';
import type { NodeReport } from '@sunday-live/contract';
import { DataSource } from 'typeorm';

interface Row extends Omit<NodeReport, 'startedAt' | 'seenAt'> {
  started_at: Date;
  seen_at: Date;
}

/** Lists the processes that have reported within the last half minute. */
@Injectable()
export class NodeDirectory {
  constructor(private readonly db: DataSource) {}

  async all(): Promise<NodeReport[]> {
    const rows = await this.db.query<Row[]>(
      `SELECT * FROM node_report WHERE seen_at > now() - interval '30 seconds' ORDER BY role, node`,
    );
    return rows.map(({ started_at, seen_at, ...row }) => ({
      ...row,
      startedAt: started_at.toISOString(),
      seenAt: seen_at.toISOString(),
    }));
  }
}
