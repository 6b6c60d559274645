import * as z from 'zod/mini';

// By default Zod compiles schemas with eval. The Content-Security-Policy of our pages forbids that, and
// browsers report the attempt. The setting must precede the first schema, so every module of the contract
// imports `z` from here.
if ('document' in globalThis || 'importScripts' in globalThis) z.config({ jitless: true });

export { z };
