import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = ['lead', 'banker', 'deadline', 'result'];

/** A player's notifications are a list of kinds, not a column for each: a new kind needs no migration. */
export class PushKinds1700000000075 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const chosen = KINDS.map((kind) => `CASE WHEN ${kind} THEN '${kind}' END`).join(', ');
    await runner.query(`
      ALTER TABLE push_choice ADD COLUMN kinds text[] NOT NULL DEFAULT '{}';
      UPDATE push_choice SET kinds = array_remove(ARRAY[${chosen}], NULL);
      ALTER TABLE push_choice ${KINDS.map((kind) => `DROP COLUMN ${kind}`).join(', ')};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE push_choice ${KINDS.map((kind) => `ADD COLUMN ${kind} boolean NOT NULL DEFAULT false`).join(', ')};
      UPDATE push_choice SET ${KINDS.map((kind) => `${kind} = '${kind}' = ANY (kinds)`).join(', ')};
      ALTER TABLE push_choice DROP COLUMN kinds;
    `);
  }
}
