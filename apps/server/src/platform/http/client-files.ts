import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, Router } from 'express';

/** Where the client is built to; the same from `src` and from `dist`. */
const CLIENT = fileURLToPath(new URL('../../../../client/dist', import.meta.url));
/** Never pages: the API, the sockets, the health of the process (`/live` is a page; as a namespace it is no path). */
const NOT_PAGES = /^\/(api|socket\.io|healthz|readyz|metrics)(\/|$)/;
const HASHED = /\/assets\/.+-[\w-]{8,}\.\w+$/;

/** Serves the built client: hashed files for ever, everything else revalidated, `index.html` for every page route. */
export function clientFiles(folder = CLIENT): RequestHandler {
  const router = Router();
  const index = join(folder, 'index.html');
  router.use((request, _response, next) => next(NOT_PAGES.test(request.path) ? 'router' : undefined));
  router.use(
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        const forEver = HASHED.test(path.replaceAll('\\', '/'));
        response.setHeader('Cache-Control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  router.get('/widget/:league', (_request, response, next) => {
    const widget = join(folder, 'widget.html');
    if (!existsSync(widget)) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(widget);
  });
  router.get('/{*page}', (request, response, next) => {
    const isFile = /\.\w+$/.test(request.path) && request.path !== '/index.html';
    if (isFile || !request.accepts('html') || !existsSync(index)) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(index);
  });
  return router;
}
