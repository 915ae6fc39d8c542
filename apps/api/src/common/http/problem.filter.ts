import { type ErrorCode, PROBLEM_MEDIA_TYPE } from '@facegate/contracts';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ProblemError, problemBody } from '../problem-error.js';
import { allowedMethods } from './allowed-methods.js';
import { RequestAborted } from './client-signal.js';
import { endLines } from './json-lines.js';
import { requestId } from './request-id.js';

/** Those that a fresh access token would mend (RFC 6750 §3). */
const BEARER_CODES = new Set<ErrorCode>(['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'SESSION_REVOKED']);

/** Knows an error of another layer for what it means to the caller, or does not know it. */
export type ErrorReader = (error: unknown) => ProblemError | undefined;

/** The one place where an error becomes an answer. What nobody knows is logged and answered as `INTERNAL`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  constructor(private readonly readers: readonly ErrorReader[] = []) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const request = http.getRequest<Request>();
    if (error instanceof RequestAborted || response.destroyed) return;
    const problem = this.translate(error, request, response);
    if (!response.headersSent) sendProblem(response, problem);
    else if (!endLines(response, { problem: problemBody(problem) })) response.destroy();
  }

  private read(error: unknown): unknown {
    return this.readers.map((read) => read(error)).find((problem) => problem !== undefined) ?? error;
  }

  private translate(thrown: unknown, request: Request, response: Response): ProblemError {
    const error = thrown instanceof ProblemError ? thrown : this.read(thrown);
    if (error instanceof ProblemError) {
      if (error.status >= 500) this.logger.warn(`${requestId(request)} ${error.message}${causeText(error.cause)}`);
      return error;
    }
    if (error instanceof HttpException && error.getStatus() < 500) {
      const allowed = allowedMethods(request);
      if (allowed.length > 0) {
        response.setHeader('Allow', allowed.join(', '));
        return new ProblemError('METHOD_NOT_ALLOWED', `This address takes ${allowed.join(', ')} only.`);
      }
      return new ProblemError('NOT_FOUND', 'There is nothing at this address.');
    }
    this.logger.error(`${requestId(request)} ${error instanceof Error ? error.message : 'not an Error'}`, stack(error));
    return new ProblemError('INTERNAL', 'Something went wrong on the server. Please try again in a moment.');
  }
}

function causeText(cause: unknown): string {
  return cause instanceof Error ? `; cause: ${cause.message}` : '';
}

function stack(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : undefined;
}

/** Answers with the problem and its headers. */
export function sendProblem(response: Response, problem: ProblemError): void {
  if (problem.retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(problem.retryAfterSeconds));
  if (BEARER_CODES.has(problem.code)) response.setHeader('WWW-Authenticate', 'Bearer realm="facegate"');
  response.setHeader('Cache-Control', 'no-store');
  response
    .status(problem.status)
    .type(PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(problemBody(problem)));
}
