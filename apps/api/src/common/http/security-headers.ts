import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet, { strictTransportSecurity } from 'helmet';
import { isHttps } from './request-origin.js';

/** The pages use the camera, and soon passkeys; no part of them, of ours or not, uses anything else of the device. */
const ALLOWED_FEATURES = ['camera', 'publickey-credentials-create', 'publickey-credentials-get'];
const DENIED_FEATURES = [
  'accelerometer',
  'clipboard-read',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];
const PERMISSIONS_POLICY = [
  ...ALLOWED_FEATURES.map((feature) => `${feature}=(self)`),
  ...DENIED_FEATURES.map((feature) => `${feature}=()`),
].join(', ');

/** Swagger's page has styles in its HTML, and no secret of anybody. */
const API_DOCS = /^\/api\/docs([/?]|$)/i;

const nonces = new WeakMap<ServerResponse, string>();

/** What a style or script in this answer has to carry, 128 random bits in base64url. The same for the whole answer. */
export function cspNonce(response: ServerResponse): string {
  const nonce = nonces.get(response) ?? randomBytes(16).toString('base64url');
  nonces.set(response, nonce);
  return nonce;
}

/** As middleware, in front of everything. */
export function securityHeaders(publicUrl: URL | undefined): RequestHandler {
  const headers = helmet({
    frameguard: { action: 'deny' },
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'script-src-attr': ["'none'"],
        'style-src': ["'self'", styleSource],
        'img-src': ["'self'", 'blob:', 'data:'],
        'media-src': ["'self'", 'blob:'],
        'connect-src': ["'self'"],
        'worker-src': ["'self'", 'blob:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
  });
  const stayWithHttps = strictTransportSecurity();
  return (request: Request, response: Response, next: NextFunction) => {
    response.setHeader('Permissions-Policy', PERMISSIONS_POLICY);
    if (isHttps(request, publicUrl)) stayWithHttps(request, response, () => headers(request, response, next));
    else headers(request, response, next);
  };
}

function styleSource(request: IncomingMessage, response: ServerResponse): string {
  return API_DOCS.test(request.url ?? '') ? "'unsafe-inline'" : `'nonce-${cspNonce(response)}'`;
}
