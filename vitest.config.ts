import { defineConfig } from 'vitest/config';

/**
 * Three projects, distinguished by file name:
 * `*.test.ts` (pure, no services), `*.int.test.ts` (real PostgreSQL and Redis),
 * `*.e2e.test.ts` (built processes, browsers).
 */
const source = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  // as tsconfig.tests.json says; Vite itself reads the tsconfig.json of a folder, which leaves out the fixtures
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
};
/** A slow machine needs long for a polled condition to become true. */
const PATIENT = { poll: { timeout: 25_000 } };
const ignored = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    // also on two cores: most of the time is spent waiting for PostgreSQL, Redis and what happens every few seconds
    maxWorkers: 3,
    projects: [
      {
        ...source,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...ignored, '**/*.int.test.ts', '**/*.e2e.test.ts'],
          testTimeout: 30_000,
          expect: PATIENT,
          // files share what they import: most of the time went to importing it again for each
          isolate: false,
        },
      },
      {
        ...source,
        test: {
          name: 'integration',
          // as above; what a file needs for itself it makes for itself: its database, its server
          isolate: false,
          globalSetup: './scripts/lib/built-threads.mjs',
          setupFiles: './apps/server/src/testing/one-connection.setup.ts',
          include: ['**/*.int.test.ts'],
          exclude: ignored,
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: PATIENT,
        },
      },
      {
        ...source,
        test: {
          name: 'e2e',
          include: ['**/*.e2e.test.ts'],
          exclude: ignored,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          expect: PATIENT,
          // whole processes and browsers: after everything else; a third beside them makes all slower and none earlier
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
        },
      },
    ],
    coverage: { provider: 'v8', reporter: ['text-summary'] },
  },
});
