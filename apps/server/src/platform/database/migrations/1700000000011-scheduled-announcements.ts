import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds announcements that are published later, and those that are also sent by email. */
export class ScheduledAnnouncements1700000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE announcement
        ADD COLUMN publish_at timestamptz NOT NULL DEFAULT now(),
        -- when it went out; null: it is still to come
        ADD COLUMN published_at timestamptz,
        ADD COLUMN mail boolean NOT NULL DEFAULT false;
      UPDATE announcement SET publish_at = created_at, published_at = created_at;
      CREATE INDEX announcement_due ON announcement (publish_at) WHERE published_at IS NULL AND withdrawn_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE announcement DROP COLUMN publish_at, DROP COLUMN published_at, DROP COLUMN mail;',
    );
  }
}
