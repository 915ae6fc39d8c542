import type { Request, Response } from 'express';
import { IMAGE_BODY_MAX_BYTES } from '@facegate/contracts';
import { ProblemError } from '../problem-error.js';

/** A body of this size or less is not counted. */
const LARGE_BYTES = 1024 * 1024;
/** Requests with a large body that are read or worked on at a time: 8 × 48 MB is what the server has to hold at most. */
const MAX_IN_FLIGHT = 8;
const RETRY_AFTER_SECONDS = 2;

/** Keeps the memory that request bodies take within bounds. */
export class LargeBodies {
  private inFlight = 0;

  constructor(private readonly maxInFlight = MAX_IN_FLIGHT) {}

  /** Takes a place until the request is answered or its client gone. @throws ProblemError `BUSY` */
  admit(request: Request, response: Response): void {
    if (!isLarge(request)) return;
    if (this.inFlight >= this.maxInFlight) throw busy(RETRY_AFTER_SECONDS);
    this.inFlight += 1;
    response.once('close', () => (this.inFlight -= 1));
  }
}

export function busy(retryAfterSeconds: number): ProblemError {
  return new ProblemError('BUSY', 'The server is busy. Please try again in a moment.', { retryAfterSeconds });
}

export function hasBody(request: Request): boolean {
  return request.headers['transfer-encoding'] !== undefined || declaredBytes(request) > 0;
}

/** Reads on without keeping anything, so that the client gets to see the answer; not for a body without bounds. */
export function discardBody(request: Request, response: Response): void {
  if (request.headers['transfer-encoding'] !== undefined || declaredBytes(request) > IMAGE_BODY_MAX_BYTES)
    response.setHeader('Connection', 'close');
  request.resume();
}

/** A body that does not say how long it is counts as large. */
function isLarge(request: Request): boolean {
  return request.headers['transfer-encoding'] !== undefined || declaredBytes(request) > LARGE_BYTES;
}

function declaredBytes(request: Request): number {
  return Number(request.headers['content-length'] ?? 0);
}
