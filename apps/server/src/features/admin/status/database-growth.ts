import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Raw, type Repository } from 'typeorm';
import { Chores } from '../../../platform/work/chores.js';
import { DatabaseSizeEntity } from './entities/database-size.entity.js';
import { noteSize } from './status.sql.js';

/** Growth is measured over this time, or over as much of it as is stored. */
const OVER = '7 days';
const KEPT = '400 days';

/** Stores the size of the database every day, and tells how much it has grown. */
@Injectable()
export class DatabaseGrowth {
  constructor(
    @InjectRepository(DatabaseSizeEntity) private readonly sizes: Repository<DatabaseSizeEntity>,
    chores: Chores,
  ) {
    chores.register({ name: 'size of the database', run: () => this.note() });
  }

  /** Stores today's size; sizes older than a year go. */
  async note(): Promise<void> {
    await noteSize(this.sizes.manager);
    await this.sizes.delete({ at: Raw((column) => `${column} < now() - interval '${KEPT}'`) });
  }

  /** Returns the first size of the last seven days; null when none is stored. */
  since(): Promise<DatabaseSizeEntity | null> {
    return this.sizes.findOne({
      where: { at: Raw((column) => `${column} > now() - interval '${OVER}'`) },
      order: { day: 'ASC' },
    });
  }
}
