import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Metrics } from './metrics.js';

/** Times every request that reaches a route of the API. */
export function requestMetrics(metrics: Metrics): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const route = request.route as { path?: string } | undefined;
      metrics.observe(
        request.method,
        route?.path ?? 'none',
        response.writableFinished ? response.statusCode : 499,
        (performance.now() - startedAt) / 1000,
      );
    });
    next();
  };
}
