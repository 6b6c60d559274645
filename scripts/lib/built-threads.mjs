import { compile } from './ensure-built.mjs';

/** Before integration tests: threads that the server starts are outside Vite, so they run what is built from the sources. */
export default () => compile('apps/server');
