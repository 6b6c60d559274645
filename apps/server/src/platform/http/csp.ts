import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '../../config/config.js';

/** The one page that other sites may show in a frame: it is read only and knows nobody. */
const FRAMED = /^\/widget\/[^/]+$/;

/**
 * Security headers. Scripts come from files of this origin only; style attributes are allowed because animations
 * set them, style elements are not. Only the widget's page may be framed.
 */
export function securityHeaders(config: Config): RequestHandler {
  const page = headers(config, "'none'");
  const widget = headers(config, '*');
  return (request, response, next) => (FRAMED.test(request.path) ? widget : page)(request, response, next);
}

function headers(config: Config, frameAncestors: "'none'" | '*'): ReturnType<typeof helmet> {
  const https = config.publicUrl.startsWith('https:');
  const socket = config.publicUrl.replace(/^http/, 'ws');
  return helmet({
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
}
