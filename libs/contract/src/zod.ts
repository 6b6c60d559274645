import * as z from 'zod/mini';

// Zod writes a parser of each shape as program text unless told not to. Browsers forbid that on our pages (Content-Security-Policy),
// and report the attempt. The setting must be there before the first schema is made: every module of the contract takes `z` from here.
if ('document' in globalThis || 'importScripts' in globalThis) z.config({ jitless: true });

export { z };
