import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { json } from 'express';
import { BODY_MAX_BYTES, IMAGE_BODY_MAX_BYTES } from '@facegate/contracts';
import { ProblemError } from '../problem-error.js';

/** The routes whose bodies carry pictures, and may be large for it. */
const PICTURE_ROUTES = /^\/api\/(user\/facial|me\/faces)(\/|$)/i;

interface BodyParserError {
  /** body-parser's own names: https://github.com/expressjs/body-parser#errors */
  type?: string;
}

/** Reads JSON bodies within the limits of the contract, and says what is wrong with them in its words. */
export function jsonBody(): RequestHandler {
  const small = json({ limit: BODY_MAX_BYTES, inflate: false });
  const large = json({ limit: IMAGE_BODY_MAX_BYTES, inflate: false });
  return (request: Request, response: Response, next: NextFunction) => {
    const carriesPictures = PICTURE_ROUTES.test(request.path);
    if (hasBody(request) && !request.is('json')) {
      next(new ProblemError('UNSUPPORTED_MEDIA_TYPE', 'Send the request body as application/json.'));
      return;
    }
    const parse = carriesPictures ? large : small;
    parse(request, response, (error?: BodyParserError) => next(error && translate(error, carriesPictures)));
  };
}

function hasBody(request: Request): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

function translate(error: BodyParserError, carriesPictures: boolean): ProblemError {
  switch (error.type) {
    case 'entity.too.large':
      return carriesPictures
        ? new ProblemError('IMAGE_TOO_LARGE', 'The pictures are too large. Send smaller or fewer ones.', {
            cause: error,
          })
        : new ProblemError('PAYLOAD_TOO_LARGE', 'The request body is too large.', { cause: error });
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new ProblemError('UNSUPPORTED_MEDIA_TYPE', 'Send the request body as plain UTF-8 JSON.', { cause: error });
    default:
      return new ProblemError('MALFORMED_JSON', 'The request body is not well-formed JSON.', { cause: error });
  }
}
