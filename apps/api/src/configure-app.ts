import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import cookieParser from 'cookie-parser';
import type { NextFunction, Request, Response } from 'express';
import { demandDiagnosticsAccess, DIAGNOSTICS_PATHS } from './common/http/diagnostics-access.js';
import { trustedBy } from './common/http/forwarded-address.js';
import { jsonBody } from './common/http/json-body.js';
import { demandOwnHost, OwnHost } from './common/http/own-host.js';
import { ProblemFilter } from './common/http/problem.filter.js';
import { RequestBodyPipe } from './common/http/request-body.pipe.js';
import { rememberCall, senderOf } from './common/http/call-origin.js';
import { assignRequestId } from './common/http/request-id.js';
import { requestLog } from './common/http/request-log.js';
import { securityHeaders } from './common/http/security-headers.js';
import { undeclaredProxies } from './common/http/undeclared-proxies.js';
import { answerUnparsedRequests } from './common/http/unparsed-request.js';
import { webPage } from './common/http/web-page.js';
import { WebSocketAdapter } from './common/http/web-socket-adapter.js';
import { openApiDocument } from './common/openapi/openapi-document.js';
import { AppConfig } from './config/app-config.js';
import { partProblem } from './database/part-problem.js';
import { FaceExtractor } from './face/face-extractor.js';
import { Metrics } from './health/metrics.js';
import { requestMetrics } from './health/request-metrics.js';

const WEB_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Everything between the socket and the controllers, the same in the server and in its tests. */
export function configureApp(app: NestExpressApplication): void {
  const config = app.get(AppConfig);
  const { publicUrl, trustedProxies } = config;
  app.disable('x-powered-by');
  app.set('trust proxy', trustedBy(trustedProxies));
  answerUnparsedRequests(app.getHttpServer());
  app.useWebSocketAdapter(new WebSocketAdapter(app));
  app.setGlobalPrefix('api');
  app.use(assignRequestId, requestLog(), requestMetrics(app.get(Metrics)));
  app.use(securityHeaders(publicUrl), demandOwnHost(new OwnHost(config), publicUrl), undeclaredProxies(trustedProxies));
  app.use('/api', keepNowhere);
  app.use(DIAGNOSTICS_PATHS, demandDiagnosticsAccess(config));
  app.use(webPage(WEB_FOLDER));
  const engine = app.get(FaceExtractor, { strict: false });
  const untilRoom = (request: Request) => engine.retryAfterSeconds(senderOf(request));
  app.use(cookieParser(), jsonBody(untilRoom), rememberCall);
  app.useGlobalPipes(new RequestBodyPipe());
  app.useGlobalFilters(new ProblemFilter([partProblem]));
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), { customSiteTitle: 'Facegate API' });
}

/** Answers of the API are for who asked, once. A route that knows better sets its own. */
function keepNowhere(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
