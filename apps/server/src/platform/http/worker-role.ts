import type { RequestHandler } from 'express';
import { AppError } from '../errors/app-error.js';
import { sendProblem } from '../errors/problem.js';

const HEALTH = new Set(['/healthz', '/readyz', '/metrics']);

/** Limits a worker to health checks and metrics. */
export function onlyHealth(): RequestHandler {
  return (request, response, next) => {
    if (HEALTH.has(request.path)) next();
    else sendProblem(response, new AppError('not-found'));
  };
}
