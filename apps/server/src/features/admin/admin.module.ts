import { Module } from '@nestjs/common';
import { SlateModule } from '../slate/slate.module.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditReader } from './audit/audit-reader.js';
import { ExportDesk } from './exports/export-desk.js';
import { ExportsController } from './exports/exports.controller.js';
import { OfficeExports } from './exports/office-exports.js';
import { PlayExports } from './exports/play-exports.js';
import { UserDirectory } from './users/user-directory.js';
import { UsersController } from './users/users.controller.js';

/** The console: what admins see and do, over HTTP. */
@Module({
  imports: [SlateModule],
  controllers: [AuditController, ExportsController, UsersController],
  providers: [AuditReader, ExportDesk, OfficeExports, PlayExports, UserDirectory],
})
export class AdminModule {}
