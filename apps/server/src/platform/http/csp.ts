import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '../../config/config.js';

/** The one page that other sites may show in a frame: it is read only and knows nobody. */
const FRAMED = /^\/widget\/[^/]+$/;

/** Names and values. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** Puts the security headers on every answer. Only the widget's page may be framed. */
export function securityHeaders(config: Config): RequestHandler {
  const usual = usualHeaders(config);
  const widget = headers(config, '*');
  return (request, response, next) => {
    const given = FRAMED.test(request.path) ? widget : usual;
    for (const [name, value] of given) response.setHeader(name, value);
    next();
  };
}

/** The security headers of every answer but the widget's page. */
export function usualHeaders(config: Pick<Config, 'publicUrl'>): Headers {
  return headers(config, "'none'");
}

/**
 * Scripts come from files of this origin only; style attributes are allowed because animations set them, style elements
 * are not. The headers are the same for each answer, so helmet is asked once.
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
