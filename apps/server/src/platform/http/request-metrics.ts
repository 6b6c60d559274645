import type { RequestHandler } from 'express';
import { Histogram } from 'prom-client';
import type { Metrics } from '../health/metrics.js';
import { routePattern } from './request-log.js';

const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Counts and times every request by its route pattern, so that there is one series per route. Long polls are answered
 * earlier, and have metrics of their own.
 */
export function requestMetrics({ registry }: Metrics): RequestHandler {
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [registry],
  });
  return (request, response, next) => {
    const end = seconds.startTimer();
    response.once('finish', () => {
      const status = `${Math.floor(response.statusCode / 100)}xx`;
      end({ method: request.method, route: routePattern(request), status });
    });
    next();
  };
}
