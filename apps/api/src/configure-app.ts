import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { WsAdapter } from '@nestjs/platform-ws';
import { SwaggerModule } from '@nestjs/swagger';
import cookieParser from 'cookie-parser';
import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import helmet, { strictTransportSecurity } from 'helmet';
import { jsonBody } from './common/http/json-body.js';
import { ProblemFilter } from './common/http/problem.filter.js';
import { RequestBodyPipe } from './common/http/request-body.pipe.js';
import { rememberCall } from './common/http/call-origin.js';
import { assignRequestId } from './common/http/request-id.js';
import { requestLog } from './common/http/request-log.js';
import { isHttps } from './common/http/request-origin.js';
import { webPage } from './common/http/web-page.js';
import { openApiDocument } from './common/openapi/openapi-document.js';
import { AppConfig } from './config/app-config.js';
import { databaseProblem } from './database/database-problem.js';
import { Metrics } from './health/metrics.js';
import { requestMetrics } from './health/request-metrics.js';

const WEB_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** For the whole request to arrive: who sends a large body drop by drop must not keep its place for long. */
const REQUEST_TIMEOUT_MS = 120_000;

/** Everything between the socket and the controllers, the same in the server and in its tests. */
export function configureApp(app: NestExpressApplication): void {
  const { publicUrl, trustedProxies } = app.get(AppConfig);
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies);
  app.getHttpServer().requestTimeout = REQUEST_TIMEOUT_MS;
  app.useWebSocketAdapter(new WsAdapter(app));
  app.setGlobalPrefix('api');
  app.use(assignRequestId, requestLog(), requestMetrics(app.get(Metrics)));
  app.use(securityHeaders(publicUrl));
  app.use('/api', keepNowhere);
  app.use(webPage(WEB_FOLDER));
  app.use(cookieParser(), jsonBody(), rememberCall);
  app.useGlobalPipes(new RequestBodyPipe());
  app.useGlobalFilters(new ProblemFilter([databaseProblem]));
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), { customSiteTitle: 'Facegate API' });
}

/** Answers of the API are for who asked, once. A route that knows better sets its own. */
function keepNowhere(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}

function securityHeaders(publicUrl: URL | undefined): RequestHandler {
  const router = Router();
  router.use(
    helmet({
      frameguard: { action: 'deny' },
      strictTransportSecurity: false,
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
  const stayWithHttps = strictTransportSecurity();
  router.use((request, response, next) => {
    response.setHeader('Permissions-Policy', 'camera=(self)');
    if (isHttps(request, publicUrl)) stayWithHttps(request, response, next);
    else next();
  });
  return router;
}
