import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import type { Config } from '../../config/config.js';

/** The only page that other sites may frame: it is read-only, and independent of any session. */
const FRAMED = /^\/widget\/[^/]+$/;

/** A header's name and value. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** Sets the security headers on every answer. Only the widget's page may be framed. */
export function securityHeaders(config: Config): RequestHandler {
  const usual = headers(pagePolicy(config, "'none'"));
  const widget = headers({
    ...pagePolicy(config, '*'),
    xFrameOptions: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  });
  return (request, response, next) => {
    const given = FRAMED.test(request.path) ? widget : usual;
    for (const [name, value] of given) response.setHeader(name, value);
    next();
  };
}

/**
 * Returns the security headers of an answer that is data and never a page: nothing may be loaded from it, and headers that only concern
 * pages are left out. Thousands of polls are answered in the same moment, and each of those headers would be checked and sent for each.
 */
export function dataHeaders(config: Pick<Config, 'publicUrl'>): Headers {
  return headers({
    ...sitePolicy(config),
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}

/**
 * The policy of pages. Scripts come only from files of this origin. Style attributes are allowed, because animations set
 * them; style elements are not.
 */
function pagePolicy(config: Pick<Config, 'publicUrl'>, frameAncestors: "'none'" | '*') {
  const socket = config.publicUrl.replace(/^http/, 'ws');
  return {
    ...sitePolicy(config),
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
        ...(isHttps(config) ? { upgradeInsecureRequests: [] } : {}),
      },
    },
  };
}

function sitePolicy(config: Pick<Config, 'publicUrl'>) {
  return {
    strictTransportSecurity: isHttps(config),
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' } as const,
  };
}

function isHttps({ publicUrl }: Pick<Config, 'publicUrl'>): boolean {
  return publicUrl.startsWith('https:');
}

/** Computes the headers once: they never change. */
function headers(options: HelmetOptions): Headers {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  helmet(options)(response.req, response, (error) => {
    if (error !== undefined) throw error;
  });
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}
