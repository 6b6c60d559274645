import swc from '@swc/core';

// dependency-cruiser reads TypeScript by swc, but without JSX; TypeScript 7 has no API that it could use instead
const parseFileSync = swc.parseFileSync;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });

/**
 * The allowed imports, as rules: they hold for a new feature from its first file.
 * Features import one another in one direction: auth < slate < projection < live < feed, admin.
 */
const feature = (name) => `^apps/server/src/features/${name}/`;

/** A feature offers services, modules and plain shapes to others; these files are internal. */
const INNER = '\\.(sql|store)\\.ts$';
/** Entities are shared, because a query joins tables of several features. */
const ENTITY = '\\.entity\\.ts$';
/** Entry points of a feature: only modules import them. */
const ENTRY = '\\.(controller|gateway|processor)\\.ts$';
/** Each folder of the feed is an adapter, except these. */
const ADAPTER = '^apps/server/src/features/feed/(?!(http|testing)/)[^/]+/';
const TEST = '\\.test\\.tsx?$|/testing/';

/** `lower` must not import any of `uppers`. */
const upward = (lower, uppers) => ({
  name: `${lower}-imports-nothing-above-it`,
  severity: 'error',
  from: { path: feature(lower), pathNot: TEST },
  to: { path: uppers.map(feature) },
});

/** A layer of the browser's code imports itself, the layers named here, and libraries. */
const clientLayer = (layer, lower) => ({
  name: `client-${layer}-imports-lower-layers-only`,
  severity: 'error',
  from: { path: `^apps/client/src/${layer}/`, pathNot: TEST },
  to: { path: '^apps/client/src/', pathNot: `^apps/client/src/(${[layer, ...lower].join('|')})/` },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      // that module keeps zod from compiling code, which our pages forbid
      name: 'browser-takes-zod-from-the-contract',
      severity: 'error',
      from: { path: '^(libs/contract|apps/client)/src/', pathNot: `^libs/contract/src/zod\\.ts$|${TEST}` },
      to: { path: 'node_modules/zod/' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'platform-imports-no-feature',
      severity: 'error',
      from: { path: '^apps/server/src/(platform|config)/', pathNot: TEST },
      to: { path: '^apps/server/src/(features/|testing/|app\\.module|create-server|main|index)' },
    },
    {
      name: 'config-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^apps/server/src/config/', pathNot: TEST },
      to: { path: '^apps/server/src/(?!config/)' },
    },
    upward('auth', ['(?!auth)[^/]+']),
    upward('slate', [
      'privacy',
      'feed',
      'projection',
      'live',
      'cards',
      'leagues',
      'standings',
      'statistics',
      'calendar',
      'announcements',
      'mails',
      'reports',
      'records',
      'admin',
      'demo',
      'scorer',
    ]),
    upward('projection', [
      'privacy',
      'live',
      'feed',
      'standings',
      'mails',
      'statistics',
      'reports',
      'records',
      'admin',
      'demo',
    ]),
    {
      name: 'nothing-imports-feed-or-admin',
      severity: 'error',
      from: { path: '^apps/server/src/features/(?!(feed|admin)/)', pathNot: TEST },
      // the feed's state is what others may know of it: shown beside the scores; its module provides it
      to: { path: '^apps/server/src/features/(feed|admin)/', pathNot: '/feed/feed(-state|\\.module)\\.' },
    },
    {
      name: 'one-feed-is-one-folder',
      comment: 'all other code knows a feed by its port, ScoreFeed; pipeline.ts is for benchmarks',
      severity: 'error',
      from: {
        path: '^apps/server/src/',
        pathNot: [
          TEST,
          ADAPTER,
          '^apps/server/src/features/feed/feed\\.module\\.ts$',
          '^apps/server/src/pipeline\\.ts$',
        ],
      },
      to: { path: ADAPTER },
    },
    {
      name: 'features-talk-through-services',
      severity: 'error',
      from: { path: '^apps/server/src/features/([^/]+)/', pathNot: TEST },
      to: { path: `^apps/server/src/features/[^/]+/.*(${INNER})`, pathNot: '^apps/server/src/features/$1/' },
    },
    {
      name: 'entities-import-entities',
      comment: 'a table refers to other tables; what reads and writes them is no part of the data model',
      severity: 'error',
      from: { path: `^apps/server/src/features/.*(${ENTITY})` },
      to: { path: '^apps/server/src/features/', pathNot: ENTITY },
    },
    {
      name: 'entry-points-are-mentioned-by-modules-only',
      severity: 'error',
      from: { path: '^apps/server/src/', pathNot: [TEST, '\\.module\\.ts$'] },
      to: { path: `^apps/server/src/.*(${ENTRY})` },
    },
    {
      name: 'the-product-does-not-import-its-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'the-client-imports-libs-only',
      severity: 'error',
      from: { path: '^apps/client/', pathNot: TEST },
      to: { path: '^(apps/(?!client/)|bench/)' },
    },
    clientLayer('identity', []),
    clientLayer('http', ['identity']),
    clientLayer('ui', ['identity']),
    clientLayer('game', ['identity', 'http', 'ui']),
    clientLayer('pwa', ['identity', 'http', 'ui']),
    clientLayer('live', ['identity', 'http', 'ui', 'game', 'pwa']),
    clientLayer('pages', ['identity', 'http', 'ui', 'game', 'pwa', 'live', 'widget']),
    {
      name: 'pages-import-no-other-page',
      severity: 'error',
      from: { path: '^apps/client/src/pages/([^/]+)/', pathNot: TEST },
      to: { path: '^apps/client/src/pages/', pathNot: '^apps/client/src/pages/$1/' },
    },
    {
      name: 'the-replay-imports-libs-only',
      severity: 'error',
      from: { path: '^apps/replay/', pathNot: TEST },
      to: { path: '^(apps/(?!replay/)|bench/)' },
    },
    {
      name: 'scoring-is-pure',
      comment: 'no clock, no randomness, no I/O: nothing from outside itself',
      severity: 'error',
      from: { path: '^libs/scoring/src/', pathNot: TEST },
      to: { pathNot: '^libs/scoring/src/' },
    },
    {
      name: 'analysis-is-pure',
      comment:
        'knows the rules of the game and nothing else: no clock, no randomness but what its seed says, no I/O',
      severity: 'error',
      from: { path: '^libs/analysis/src/', pathNot: TEST },
      to: { pathNot: ['^libs/analysis/src/', '^libs/scoring/src/index\\.ts$'] },
    },
    {
      name: 'contract-knows-zod-and-scoring-only',
      comment: 'limits that the rules of the game set are promised by the contract',
      severity: 'error',
      from: { path: '^libs/contract/src/', pathNot: TEST },
      to: { pathNot: ['^libs/contract/src/', '^libs/scoring/src/index\\.ts$', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'libs-import-no-app',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|bench)/' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
