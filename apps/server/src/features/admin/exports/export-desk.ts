import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { AppError } from '../../../platform/errors/app-error.js';
import type { CsvFile } from '../../../platform/http/csv/csv.js';
import { sendCsv } from '../../../platform/http/csv/send-csv.js';
import { AdminRight } from '../../auth/admin-right.js';

/** Each download holds a database connection until its reader has finished. */
const AT_ONCE = 2;
/** How often a running download checks that its reader is still an admin (X3), as live streams do. */
const LOOK_MS = 4_000;

/** Sends files, a few at a time, so that downloads never take the connections that the game needs. */
@Injectable()
export class ExportDesk {
  private busy = 0;

  constructor(private readonly right: AdminRight) {}

  /** A download whose admin has lost the right, or whose right cannot be looked up, is broken off. @throws AppError `busy` */
  async send(response: Response, file: CsvFile): Promise<void> {
    if (this.busy >= AT_ONCE)
      throw new AppError('busy', 'Two downloads are under way already.', undefined, 5);
    this.busy += 1;
    // beside the rows, which are read in a transaction
    const looks = setInterval(() => {
      this.right.demandStill(response.req.headers).catch(() => response.destroy());
    }, LOOK_MS);
    try {
      await sendCsv(response, file);
    } finally {
      clearInterval(looks);
      this.busy -= 1;
    }
  }
}
