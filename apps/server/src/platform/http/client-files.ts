import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, Router } from 'express';

/** Folder of the built client; the path is the same from `src` and from `dist`. */
const CLIENT = fileURLToPath(new URL('../../../../client/dist', import.meta.url));
/**
 * Paths that are never pages: the API, the sockets, health and metrics. (`/live` is a page; the namespace of the same
 * name is no path.)
 */
const NOT_PAGES = /^\/(api|socket\.io|healthz|readyz|metrics)(\/|$)/;
const HASHED = /\/assets\/.+-[\w-]{8,}\.\w+$/;

/**
 * Serves the built client: hashed files are cached forever, all others are revalidated, and page routes get
 * `index.html`.
 */
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
