import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The widget's page, built after the app and beside it: built together, what both need would become files of its own, and the
 * first load of the app would have to fetch more of them.
 */
export default defineConfig({
  plugins: [react()],
  publicDir: false,
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'baseline-widely-available',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: { widget: 'widget.html' } },
  },
});
