import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SlateReader } from '../../slate/slate-reader.js';
import { KINDS } from '../kinds/kinds.js';
import { PushKeys } from '../sending/push-keys.js';

/** News of the week: a near deadline, confirmed results (rules N4 and N5). */
@Injectable()
export class WeekNews {
  constructor(
    private readonly db: DataSource,
    private readonly reader: SlateReader,
    private readonly keys: PushKeys,
  ) {}

  /** Stores news that are due by the database's clock, each once. Safe to repeat. @returns the number of new ones */
  async addDue(): Promise<number> {
    const { db, reader } = this;
    const state = await reader.season();
    if (state === null) return 0;
    const { publicKey: serverKey } = await this.keys.current();
    let added = 0;
    for (const kind of KINDS) added += (await kind.addDue?.({ db, reader, serverKey, state })) ?? 0;
    return added;
  }
}
