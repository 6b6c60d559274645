import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { AppError } from '../../../platform/errors/app-error.js';
import type { CsvFile } from '../../../platform/http/csv/csv-file.js';
import { sendCsv } from '../../../platform/http/csv/send-csv.js';

/** Each holds a database connection for as long as somebody reads. */
const AT_ONCE = 2;

/** Hands out files, a few at a time, so that downloads never take the connections that the game needs. */
@Injectable()
export class ExportDesk {
  private busy = 0;

  /** @throws AppError `busy` */
  async send(response: Response, file: CsvFile): Promise<void> {
    if (this.busy >= AT_ONCE)
      throw new AppError('busy', 'Two downloads are under way already.', undefined, 5);
    this.busy += 1;
    try {
      await sendCsv(response, file);
    } finally {
      this.busy -= 1;
    }
  }
}
