import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A device that its push service refuses is kept, so that the profile can say that it must be switched on again (rule N17). */
export class RefusedDevices1700000000028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- when its push service said that it takes nothing for this device any more; null = it does
      ALTER TABLE push_subscription ADD COLUMN refused_at timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE push_subscription DROP COLUMN refused_at;');
  }
}
