import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Creates the audit log. Rows are only added: a trigger refuses every other change, even for the owner of the table
 * and in replica mode; an owner that is no superuser also lacks the right.
 */
export class Audit1700000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- id and name as they were then (no reference: the row outlives the account); null = the system
        actor text,
        actor_name text,
        -- what was done: season.lock, user.deactivate
        action text NOT NULL,
        -- to what: user/<id>, week/2024/8
        target text NOT NULL,
        before jsonb,
        after jsonb,
        why text,
        -- where from, and the request's id in the logs
        address text,
        request_id text
      );
      CREATE INDEX audit_target ON audit (target, id);
      CREATE INDEX audit_actor ON audit (actor, id);
      CREATE INDEX audit_action ON audit (action, id);

      CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the audit is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
      ALTER TABLE audit ENABLE ALWAYS TRIGGER audit_is_append_only;
      REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM PUBLIC, CURRENT_USER;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit; DROP FUNCTION audit_is_append_only;');
  }
}
