import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets players switch off announcements by email; the default is on, as before. */
export class AnnouncementEmails1700000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE "user" ALTER COLUMN notifications SET DEFAULT
        '{"reminder48h": true, "pickConfirmation": false, "weeklyResult": true, "announcements": true}';
      UPDATE "user" SET notifications = '{"announcements": true}' || notifications;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE "user" ALTER COLUMN notifications SET DEFAULT
        '{"reminder48h": true, "pickConfirmation": false, "weeklyResult": true}';
      UPDATE "user" SET notifications = notifications - 'announcements';
    `);
  }
}
