import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
const server = 'apps/server/src';
const features = `${server}/features`;

/** rule, importing file, imported file, and how it is imported */
type How = 'type' | 'dynamic' | 'export';
const FORBIDDEN: readonly (readonly [rule: string, from: string, to: string, how?: How])[] = [
  ['no-cycles', `${features}/cards/one.ts`, `${features}/cards/two.ts`],
  ['no-unresolvable', `${features}/cards/card.ts`, `${features}/cards/gone.ts`],
  ['platform-imports-no-feature', `${server}/platform/bus/bus.ts`, `${features}/cards/cards.service.ts`],
  [
    'platform-imports-no-feature',
    `${server}/platform/bus/typed.ts`,
    `${features}/cards/card-shape.ts`,
    'type',
  ],
  ['config-imports-nothing-of-ours', `${server}/config/config.ts`, `${server}/platform/async/clock.ts`],
  ['auth-imports-nothing-above-it', `${features}/auth/player.ts`, `${features}/brand-new/thing.service.ts`],
  [
    'slate-imports-nothing-above-it',
    `${features}/slate/slate.ts`,
    `${features}/standings/standings.service.ts`,
  ],
  [
    'slate-imports-nothing-above-it',
    `${features}/slate/lazy.ts`,
    `${features}/live/live.service.ts`,
    'dynamic',
  ],
  ['projection-imports-nothing-above-it', `${features}/projection/table.ts`, `${features}/live/hub.ts`],
  ['nothing-imports-feed-or-admin', `${features}/brand-new/reader.ts`, `${features}/feed/feed-poller.ts`],
  ['nothing-imports-feed-or-admin', `${features}/live/admin-look.ts`, `${features}/admin/users.service.ts`],
  ['one-feed-is-one-folder', `${features}/feed/schedule.ts`, `${features}/feed/espn/scoreboard.ts`, 'type'],
  ['one-feed-is-one-folder', `${features}/brand-new/score.ts`, `${features}/feed/new-feed/answer.ts`],
  ['features-talk-through-services', `${features}/brand-new/theft.ts`, `${features}/cards/card.sql.ts`],
  [
    'features-talk-through-services',
    `${features}/brand-new/reexport.ts`,
    `${features}/cards/card.sql.ts`,
    'export',
  ],
  [
    'entry-points-are-mentioned-by-modules-only',
    `${features}/cards/helper.ts`,
    `${features}/cards/cards.controller.ts`,
  ],
  [
    'entry-points-are-mentioned-by-modules-only',
    `${features}/live/room.ts`,
    `${features}/live/live.gateway.ts`,
  ],
  [
    'entry-points-are-mentioned-by-modules-only',
    `${features}/brand-new/run.ts`,
    `${features}/brand-new/do-it.processor.ts`,
  ],
  ['the-product-does-not-import-its-tests', `${features}/cards/real.ts`, `${features}/cards/cards.test.ts`],
  ['client-ui-imports-lower-layers-only', 'apps/client/src/ui/a.tsx', 'apps/client/src/http/b.ts'],
  ['client-game-imports-lower-layers-only', 'apps/client/src/game/a.tsx', 'apps/client/src/live/b.ts'],
  ['client-live-imports-lower-layers-only', 'apps/client/src/live/a.tsx', 'apps/client/src/pages/card/b.ts'],
  ['pages-import-no-other-page', 'apps/client/src/pages/card/a.tsx', 'apps/client/src/pages/home/b.ts'],
  ['the-client-imports-libs-only', 'apps/client/src/app/app.tsx', `${features}/cards/rules.ts`],
  ['the-replay-imports-libs-only', 'apps/replay/src/index.ts', `${features}/cards/rules.ts`],
  ['scoring-is-pure', 'libs/scoring/src/rules.ts', 'libs/contract/src/game.ts'],
  ['analysis-is-pure', 'libs/analysis/src/luck.ts', 'libs/contract/src/game.ts'],
  ['analysis-is-pure', 'libs/analysis/src/inner.ts', 'libs/scoring/src/engine.ts'],
  ['contract-knows-zod-and-scoring-only', 'libs/contract/src/league.ts', 'libs/scoring/src/rank.ts'],
  ['libs-import-no-app', 'libs/scoring/src/spy.ts', 'apps/client/src/app/store.ts'],
];

const ALLOWED: readonly (readonly [string, string])[] = [
  ['libs/analysis/src/twins.ts', 'libs/scoring/src/index.ts'],
  [`${features}/cards/cards.module.ts`, `${features}/cards/cards.controller.ts`],
  [`${features}/cards/cards.controller.ts`, `${features}/cards/cards.service.ts`],
  [`${features}/cards/cards.service.ts`, `${features}/cards/card.sql.ts`],
  [`${features}/feed/poller.ts`, `${features}/slate/slate.service.ts`],
  [`${features}/live/live.service.ts`, `${features}/projection/node-standings.ts`],
  [`${features}/projection/log-follower.ts`, `${features}/slate/slate.service.ts`],
  [`${features}/slate/slate.service.ts`, `${features}/auth/player-accounts.ts`],
  [`${features}/cards/cards.test.ts`, `${features}/cards/cards.controller.ts`],
  ['apps/client/src/app/main.tsx', 'libs/contract/src/game.ts'],
];

const reportSchema = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

let folder: string;
let violations: string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sunday-boundaries-'));
  writeTree();
  violations = cruise();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('import boundaries', () => {
  it.each(FORBIDDEN.map(([rule, from, to]) => ({ rule, from, to })))(
    '$rule: $from must not import $to',
    ({ rule, from, to }) => {
      // an import that cannot be resolved is listed as written
      const named = rule === 'no-unresolvable' ? specifier(from, to) : to;
      expect(violations).toContain(`${rule}: ${from} -> ${named}`);
    },
  );

  it.each(ALLOWED)('%s may import %s', (from, to) => {
    expect(violations.filter((violation) => violation.endsWith(`${from} -> ${to}`))).toEqual([]);
  });
});

function writeTree(): void {
  const imports = new Map<string, string[]>();
  const add = (from: string, line: string | null): void => {
    imports.set(from, [...(imports.get(from) ?? []), ...(line === null ? [] : [line])]);
  };
  for (const [rule, from, to, how] of FORBIDDEN) {
    add(from, statement(specifier(from, to), how));
    if (rule === 'no-cycles') add(to, statement(specifier(to, from)));
    else if (rule !== 'no-unresolvable') add(to, null);
  }
  for (const [from, to] of ALLOWED) {
    add(from, statement(specifier(from, to)));
    add(to, null);
  }
  for (const [file, lines] of imports) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    const body = file.endsWith('.tsx')
      ? 'export const element = <p>JSX</p>;'
      : 'export const thing: number = 1;';
    writeFileSync(path, [...lines, body, ''].join('\n'));
  }
}

function cruise(): string[] {
  const args = [
    join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
    '--config',
    join(root, '.dependency-cruiser.mjs'),
    '--output-type',
    'json',
    'apps',
    'libs',
  ];
  const report = reportSchema.parse(
    JSON.parse(
      execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }),
    ),
  );
  return report.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

/** As TypeScript writes it: relative, ending in `.js`. */
function specifier(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to).replace(/\.tsx?$/, '.js');
  return path.startsWith('.') ? path : `./${path}`;
}

function statement(path: string, how?: How): string {
  if (how === 'type') return `import type { thing as shape } from '${path}';`;
  if (how === 'dynamic') return `export const later = () => import('${path}');`;
  if (how === 'export') return `export * from '${path}';`;
  return `import '${path}';`;
}
