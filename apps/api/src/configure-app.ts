import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import cookieParser from 'cookie-parser';
import { type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import { jsonBody } from './common/http/json-body.js';
import { ProblemFilter } from './common/http/problem.filter.js';
import { RequestBodyPipe } from './common/http/request-body.pipe.js';
import { assignRequestId } from './common/http/request-id.js';
import { requestLog } from './common/http/request-log.js';
import { webPage } from './common/http/web-page.js';
import { openApiDocument } from './common/openapi/openapi-document.js';
import { Metrics } from './health/metrics.js';
import { requestMetrics } from './health/request-metrics.js';

const WEB_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Everything between the socket and the controllers, the same in the server and in its tests. */
export function configureApp(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  app.setGlobalPrefix('api');
  app.use(assignRequestId, requestLog(), requestMetrics(app.get(Metrics)));
  app.use(securityHeaders());
  app.use(webPage(WEB_FOLDER));
  app.use(cookieParser(), jsonBody());
  app.useGlobalPipes(new RequestBodyPipe());
  app.useGlobalFilters(new ProblemFilter());
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), { customSiteTitle: 'Facegate API' });
}

function securityHeaders(): RequestHandler {
  const router = Router();
  router.use(
    helmet({
      frameguard: { action: 'deny' },
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'script-src': ["'self'", "'wasm-unsafe-eval'"],
          'style-src': ["'self'", "'unsafe-inline'"],
          'img-src': ["'self'", 'blob:', 'data:'],
          'media-src': ["'self'", 'blob:'],
          'connect-src': ["'self'"],
          'worker-src': ["'self'", 'blob:'],
          'object-src': ["'none'"],
          'base-uri': ["'self'"],
          'frame-ancestors': ["'none'"],
        },
      },
    }),
  );
  router.use((_request, response, next) => {
    response.setHeader('Permissions-Policy', 'camera=(self)');
    next();
  });
  return router;
}
