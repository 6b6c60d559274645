import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '../../config/config.js';

/** The only page that other sites may frame: it is read-only, and independent of any session. */
const FRAMED = /^\/widget\/[^/]+$/;

/** A header's name and value. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** Sets the security headers on every answer. Only the widget's page may be framed. */
export function securityHeaders(config: Config): RequestHandler {
  const usual = usualHeaders(config);
  const widget = headers(config, '*');
  return (request, response, next) => {
    const given = FRAMED.test(request.path) ? widget : usual;
    for (const [name, value] of given) response.setHeader(name, value);
    next();
  };
}

/** Returns the security headers of every answer except the widget's page. */
export function usualHeaders(config: Pick<Config, 'publicUrl'>): Headers {
  return headers(config, "'none'");
}

/**
 * Computes the headers. Scripts come only from files of this origin. Style attributes are allowed, because animations
 * set them; style elements are not. The headers never change, so helmet runs only once.
 */
function headers(config: Pick<Config, 'publicUrl'>, frameAncestors: "'none'" | '*'): Headers {
  const https = config.publicUrl.startsWith('https:');
  const socket = config.publicUrl.replace(/^http/, 'ws');
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const putOn = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", socket],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: [frameAncestors],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: https,
    crossOriginEmbedderPolicy: false,
    ...(frameAncestors === '*'
      ? { xFrameOptions: false, crossOriginResourcePolicy: { policy: 'cross-origin' } }
      : {}),
    referrerPolicy: { policy: 'same-origin' },
  });
  putOn(response.req, response, (error) => {
    if (error !== undefined) throw error;
  });
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}
