import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import serveCompressed from 'express-static-gzip';
import { ProblemError } from '../problem-error.js';
import { sendProblem } from './problem.filter.js';
import { cspNonce } from './security-headers.js';

const PAGE = 'index.html';
/** `html.cspNonce` of apps/web/vite.config.ts. */
const NONCE_PLACE = '__CSP_NONCE__';

/**
 * The built page as middleware: files named by their content for ever, everything else checked every time, unknown
 * paths → the page, with a nonce of its own for each answer. Files that the build compressed (`.br` beside them) go out so.
 */
export function webPage(folder: string): RequestHandler {
  const router = Router();
  router.use(async (request: Request, response: Response, next: NextFunction) => {
    const page = isPagePath(request) ? await readFile(join(folder, PAGE), 'utf8') : undefined;
    if (page === undefined) next();
    else sendPage(page, response);
  });
  router.use(
    serveCompressed(folder, {
      index: false,
      enableBrotli: true,
      orderPreference: ['br'],
      serveStatic: { setHeaders: (response, path) => response.setHeader('Cache-Control', cacheControl(path)) },
    }),
  );
  return (request, response, next) => {
    if (isApiPath(request.path)) next();
    else if (!['GET', 'HEAD'].includes(request.method)) {
      response.setHeader('Allow', 'GET, HEAD');
      sendProblem(response, new ProblemError('METHOD_NOT_ALLOWED', 'This address takes GET, HEAD only.'));
    } else if (isWellFormed(request.path)) {
      router(request, response, () =>
        sendProblem(response, new ProblemError('NOT_FOUND', 'There is nothing at this address.')),
      );
    } else sendProblem(response, new ProblemError('VALIDATION_FAILED', 'The address is not well-formed.'));
  };
}

/** The build leaves a place for the nonce. An answer that was kept would have the nonce of another one. */
function sendPage(page: string, response: Response): void {
  response.setHeader('Cache-Control', 'no-cache');
  response.type('html').send(page.replaceAll(NONCE_PLACE, cspNonce(response)));
}

/** Whether the percent-encoding of the path can be undone. */
function isWellFormed(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function isApiPath(path: string): boolean {
  return /^\/api(\/|$)/i.test(path);
}

/** A path of the page's own router; `/assets/gone.js` is a missing file and no page. */
function isPagePath({ path }: Request): boolean {
  const name = path.split('/').at(-1) ?? '';
  return name === PAGE || !name.includes('.');
}

/** Vite puts a hash of the content into the names in `assets`. */
const NAMED_BY_CONTENT = /[/\\]assets[/\\][^/\\]+-[\w-]{8,}(\.\w+)+$/;

function cacheControl(path: string): string {
  return NAMED_BY_CONTENT.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
}
