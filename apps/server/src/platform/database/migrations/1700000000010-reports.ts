import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates player reports: their requests, their tasks, and where their documents are stored. Queues only dispatch. */
export class Reports1700000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- a league's season as tasks read it; named by its content
      CREATE TABLE report_input (
        sha256 text PRIMARY KEY,
        season int NOT NULL,
        season_type smallint NOT NULL,
        -- {gameId: 'away-home'} of the games that were over: a later correction makes a report outdated
        finals jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      -- the part of a section that is the same for every player of the league
      CREATE TABLE report_common (
        input text NOT NULL REFERENCES report_input (sha256) ON DELETE CASCADE,
        section text NOT NULL,
        sha256 text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (input, section)
      );

      CREATE TABLE report (
        id text PRIMARY KEY,
        -- null: made for a league, not for a player
        owner text REFERENCES "user" (id) ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('asked', 'weekly', 'warm-up')),
        league text NOT NULL REFERENCES league (id) ON DELETE CASCADE,
        season int NOT NULL,
        season_type smallint NOT NULL,
        players text[] NOT NULL,
        -- the same for identical requests of one player
        fingerprint text NOT NULL,
        shared boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        cancelled_at timestamptz,
        input text REFERENCES report_input (sha256),
        document_sha256 text
      );
      CREATE INDEX report_owner ON report (owner, created_at DESC);
      CREATE INDEX report_fingerprint ON report (fingerprint, created_at DESC);
      CREATE INDEX report_created ON report (created_at);
      CREATE INDEX report_of_input ON report (input);

      CREATE TABLE report_task (
        id text PRIMARY KEY,
        report text NOT NULL REFERENCES report (id) ON DELETE CASCADE,
        -- order within the report
        place int NOT NULL,
        -- '' where the task is about the whole league
        player text NOT NULL,
        section text NOT NULL,
        queue text NOT NULL CHECK (queue IN ('fast', 'slow')),
        state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
        attempts int NOT NULL DEFAULT 0,
        -- raised by every claim: who claimed before is refused
        fence int NOT NULL DEFAULT 0,
        lease_until timestamptz,
        due_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        finished_at timestamptz,
        error text,
        partial_key text,
        partial_sha256 text,
        UNIQUE (report, player, section)
      );
      CREATE INDEX report_task_open ON report_task (state, due_at) WHERE state IN ('queued', 'running');
      CREATE INDEX report_task_player ON report_task (player) WHERE state IN ('queued', 'running');
      CREATE INDEX report_task_finished ON report_task (finished_at) WHERE state = 'done';

      -- who wants a report of each week of a league
      CREATE TABLE report_weekly (
        league text NOT NULL REFERENCES league (id) ON DELETE CASCADE,
        player text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
        -- the last week that was reported, as season * 100 + week
        reported int NOT NULL DEFAULT 0,
        PRIMARY KEY (league, player)
      );

      -- work for one worker of the cluster, now and then
      CREATE TABLE report_chore (
        name text PRIMARY KEY,
        due_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE report_chore, report_weekly, report_task, report, report_common, report_input;',
    );
  }
}
