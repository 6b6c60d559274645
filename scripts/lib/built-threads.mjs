import { compile } from './ensure-built.mjs';

/** Builds the sources before integration tests, because threads that the server starts run outside Vite. */
export default () => compile('apps/server');
