import { compile } from './ensure-built.mjs';

/** Before integration tests: builds the sources, because threads that the server starts run outside Vite. */
export default () => compile('apps/server');
