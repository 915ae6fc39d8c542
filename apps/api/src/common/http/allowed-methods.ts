import type { Request } from 'express';

/** The part of Express 5's router that tells which routes a path has. */
interface RouterLayer {
  route?: { methods: Record<string, boolean> };
  match: (path: string) => boolean;
}

/** Methods that the request's path would take, in capitals; none when there is nothing at that path. */
export function allowedMethods(request: Request): string[] {
  const layers = (request.app.router as unknown as { stack: RouterLayer[] }).stack;
  const path = request.originalUrl.split('?')[0] ?? '/';
  const methods = layers
    .filter((layer) => layer.route && matches(layer, path))
    .flatMap((layer) => Object.keys(layer.route?.methods ?? {}));
  return [...new Set(methods.map((method) => method.toUpperCase()))].toSorted();
}

/** A path with broken percent-encoding matches nothing. */
function matches(layer: RouterLayer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
