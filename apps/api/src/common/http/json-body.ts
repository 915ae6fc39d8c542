import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { json } from 'express';
import { BODY_MAX_BYTES, IMAGE_BODY_MAX_BYTES, ONE_IMAGE_BODY_MAX_BYTES } from '@facegate/contracts';
import { ProblemError } from '../problem-error.js';
import { busy, discardBody, hasBody, LargeBodies } from './large-bodies.js';

/** Bytes that a body may have on the routes that take pictures. */
const PICTURE_ROUTES: ReadonlyMap<string, number> = new Map([
  ['/api/user/facial/store', IMAGE_BODY_MAX_BYTES],
  ['/api/user/facial/recognize', ONE_IMAGE_BODY_MAX_BYTES],
  ['/api/auth/step-up', ONE_IMAGE_BODY_MAX_BYTES],
  ['/api/me/faces', ONE_IMAGE_BODY_MAX_BYTES],
  ['/api/me/faces/activate', IMAGE_BODY_MAX_BYTES],
  ['/api/me/faces/verify', ONE_IMAGE_BODY_MAX_BYTES],
]);

/** Where each picture is looked at. Others take those that a live session has judged, too, which cost nothing. */
const LOOKED_AT: ReadonlySet<string> = new Set([
  '/api/user/facial/recognize',
  '/api/auth/step-up',
  '/api/me/faces/verify',
]);

/** Where nothing is done without an access token. */
const SIGNED_IN_ROUTES = /^\/api\/(me|auth\/step-up)(\/|$)/i;

interface PictureRoom {
  untilRoom: (request: Request) => number | undefined;
  largeBodies: LargeBodies;
}

interface BodyParserError {
  /** body-parser's own names: https://github.com/expressjs/body-parser#errors */
  type?: string;
}

/** A body of this size or less has no picture in it, only the proof of a live session. */
const NO_PICTURE_BYTES = 4096;

/**
 * Reads JSON bodies within the limits of the contract, and says what is wrong with them in its words.
 * @param untilRoom seconds until a picture of who asks may be taken; undefined when one may be now
 */
export function jsonBody(
  untilRoom: (request: Request) => number | undefined,
  largeBodies = new LargeBodies(),
): RequestHandler {
  const parsers = new Map(
    [BODY_MAX_BYTES, ...PICTURE_ROUTES.values()].map((limit) => [limit, json({ limit, inflate: false })]),
  );
  return (request: Request, response: Response, next: NextFunction) => {
    const pictureLimit = PICTURE_ROUTES.get(routePath(request));
    try {
      demandReadable(request, response, pictureLimit === undefined ? undefined : { untilRoom, largeBodies });
    } catch (error) {
      discardBody(request, response);
      next(error);
      return;
    }
    const parse = parsers.get(pictureLimit ?? BODY_MAX_BYTES)!;
    parse(request, response, (error?: BodyParserError) => next(error && translate(error, pictureLimit !== undefined)));
  };
}

/** What can be told before a body is read. @throws ProblemError */
function demandReadable(request: Request, response: Response, pictures: PictureRoom | undefined): void {
  if (!hasBody(request)) return;
  // The guard looks at the token itself; this spares reading the body of who has none.
  if (request.method === 'POST' && SIGNED_IN_ROUTES.test(request.path) && !hasBearerToken(request))
    throw new ProblemError('UNAUTHENTICATED', 'Please log in.');
  if (!request.is('json'))
    throw new ProblemError('UNSUPPORTED_MEDIA_TYPE', 'Send the request body as application/json.');
  if (!pictures) return;
  const seconds = mayHavePicture(request) ? pictures.untilRoom(request) : undefined;
  if (seconds !== undefined) throw busy(seconds);
  pictures.largeBodies.admit(request, response);
}

function mayHavePicture(request: Request): boolean {
  return LOOKED_AT.has(routePath(request)) && !(Number(request.headers['content-length']) <= NO_PICTURE_BYTES);
}

/** As Express compares paths: without regard to case or a slash at the end. */
function routePath(request: Request): string {
  return request.path.toLowerCase().replace(/\/$/, '');
}

function hasBearerToken(request: Request): boolean {
  return /^bearer \S/i.test(request.headers.authorization ?? '');
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
