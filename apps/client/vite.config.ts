import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { shellPlugin } from './vite-shell.js';

/**
 * What the live page needs anyway stays in one piece where other pages need it too: many small files would cost the
 * live page more than the others gain.
 */
const NEEDED_LIVE = [
  /libs\/scoring\/src\/(rules|score-card|spread|order|game-day)\.ts$/,
  /src\/live\/(?!socket-transport)[\w-]+\.ts$/,
  /announcements\/(banners|queries)\.tsx?$/,
  /src\/ui\/((use-remembered|hooks)\.ts|(badge|tabs)\.tsx)$/,
];

function isNeededLive(id: string): boolean {
  return NEEDED_LIVE.some((pattern) => pattern.test(id));
}

export default defineConfig({
  plugins: [react(), shellPlugin()],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: 'dist',
    target: 'baseline-widely-available',
    modulePreload: {
      polyfill: false,
      // Every page's list of files is part of the first script: only the live page's scripts are worth their place there.
      resolveDependencies: (page, files, { hostType }) =>
        hostType === 'html' || page.includes('live-page')
          ? files
          : files.filter((file) => file.endsWith('.css')),
    },
    // A strict Content-Security-Policy allows no data: URLs.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/worker/sw.ts' },
      // The browser finds a new service worker by its old address.
      output: {
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: { groups: [{ name: 'game', test: isNeededLive, minShareCount: 2 }] },
      },
    },
  },
});
