import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Creates accounts, sessions, verification tokens and second factors. Tables and columns that better-auth knows keep
 * its camelCase names ("emailVerified", "timeZone"); columns that only our code reads are snake_case (banned_at).
 */
export class Accounts1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "user" (
        "id" text PRIMARY KEY,
        -- the player's number on the wire
        "n" int GENERATED ALWAYS AS IDENTITY UNIQUE,
        "name" text NOT NULL,
        "email" text NOT NULL UNIQUE,
        "emailVerified" boolean NOT NULL DEFAULT false,
        "image" text,
        "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
        "updatedAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
        "role" text NOT NULL DEFAULT 'player' CHECK ("role" IN ('player', 'admin')),
        "team" text,
        "timeZone" text NOT NULL DEFAULT 'UTC',
        "notifications" jsonb NOT NULL DEFAULT '{"reminder48h": true, "pickConfirmation": false, "weeklyResult": true}',
        "liveLanding" boolean NOT NULL DEFAULT true,
        "twoFactorEnabled" boolean NOT NULL DEFAULT false,
        banned_at timestamptz
      );

      CREATE TABLE "session" (
        "id" text PRIMARY KEY,
        "expiresAt" timestamptz NOT NULL,
        "token" text NOT NULL UNIQUE,
        "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
        "updatedAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
        "ipAddress" text,
        "userAgent" text,
        "userId" text NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE
      );
      CREATE INDEX "session_userId" ON "session" ("userId");

      CREATE TABLE "account" (
        "id" text PRIMARY KEY,
        "accountId" text NOT NULL,
        "providerId" text NOT NULL,
        "userId" text NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
        "accessToken" text,
        "refreshToken" text,
        "idToken" text,
        "accessTokenExpiresAt" timestamptz,
        "refreshTokenExpiresAt" timestamptz,
        "scope" text,
        "password" text,
        "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
        "updatedAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
      );
      CREATE INDEX "account_userId" ON "account" ("userId");

      CREATE TABLE "verification" (
        "id" text PRIMARY KEY,
        "identifier" text NOT NULL,
        "value" text NOT NULL,
        "expiresAt" timestamptz NOT NULL,
        "createdAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
        "updatedAt" timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
      );
      CREATE INDEX "verification_identifier" ON "verification" ("identifier");

      CREATE TABLE "twoFactor" (
        "id" text PRIMARY KEY,
        "secret" text NOT NULL,
        "backupCodes" text NOT NULL,
        "verified" boolean NOT NULL DEFAULT true,
        "failedVerificationCount" int NOT NULL DEFAULT 0,
        "lockedUntil" timestamptz,
        "userId" text NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE
      );
      CREATE INDEX "twoFactor_userId" ON "twoFactor" ("userId");
      CREATE INDEX "twoFactor_secret" ON "twoFactor" ("secret");
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "twoFactor", "verification", "account", "session", "user";');
  }
}
