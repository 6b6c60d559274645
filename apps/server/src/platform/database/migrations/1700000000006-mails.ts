import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates the outbox of emails, and the state of the mail server. */
export class Mails1700000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mail (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- kind and what it is about: the same mail asked for again is the same row
        key text COLLATE "C" NOT NULL UNIQUE,
        kind text NOT NULL,
        recipient text NOT NULL,
        -- whose mail it is: it goes when the account goes
        player text REFERENCES "user" (id) ON DELETE CASCADE,
        -- lower goes first: somebody waits for a link, nobody for a result
        priority smallint NOT NULL DEFAULT 5,
        -- what the template shows
        data jsonb NOT NULL,
        -- what must not lie here in clear (links with tokens), encrypted; gone once the mail is settled
        secret bytea,
        state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'dropped')),
        attempts int NOT NULL DEFAULT 0,
        -- the attempt that may write this row
        claim uuid,
        -- queued: not before; while an attempt runs: when it counts as dead
        due_at timestamptz NOT NULL DEFAULT now(),
        -- not sent later
        valid_until timestamptz NOT NULL DEFAULT now() + interval '3 days',
        created_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz,
        last_error text
      );
      CREATE INDEX mail_due ON mail (priority, due_at) WHERE state = 'queued';
      CREATE INDEX mail_sending ON mail (due_at) WHERE state = 'sending';
      CREATE INDEX mail_valid ON mail (valid_until) WHERE state = 'queued';
      CREATE INDEX mail_player ON mail (player);

      CREATE TABLE mail_server (
        id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        -- in a row, of the server and not of one mail
        failures int NOT NULL DEFAULT 0,
        -- nothing is sent before
        retry_at timestamptz NOT NULL DEFAULT now(),
        last_error text
      );
      INSERT INTO mail_server DEFAULT VALUES;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mail_server, mail;');
  }
}
