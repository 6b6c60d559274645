import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Announcements by email can be switched off; whoever has not done so gets them as before. */
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
