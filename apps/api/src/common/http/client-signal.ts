import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';

/** The client went away before the answer was ready: nobody is left to be told anything. */
export class RequestAborted extends Error {
  override readonly name = 'RequestAborted';
}

/** An `AbortSignal` that fires when the client disconnects before it has its answer. */
export const ClientSignal = createParamDecorator((_data: unknown, context: ExecutionContext): AbortSignal => {
  const response = context.switchToHttp().getResponse<Response>();
  const controller = new AbortController();
  const abort = () => {
    if (!response.writableFinished) controller.abort(new RequestAborted('the client disconnected'));
  };
  if (response.destroyed) abort();
  else response.once('close', abort);
  return controller.signal;
});
