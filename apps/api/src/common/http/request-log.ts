import { Logger } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { requestId } from './request-id.js';

/** One line a request: id, method, path, status, duration. Never a query, header, body or cookie. */
export function requestLog(): RequestHandler {
  const logger = new Logger('Http');
  return (request: Request, response: Response, next: NextFunction) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const outcome = response.writableFinished ? String(response.statusCode) : 'client gone';
      const durationMs = Math.round(performance.now() - startedAt);
      logger.debug(
        `${requestId(request)} ${request.method} ${request.originalUrl.split('?')[0]} ${outcome} ${durationMs} ms`,
      );
    });
    next();
  };
}
