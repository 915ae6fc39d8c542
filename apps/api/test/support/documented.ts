import { readFile } from 'node:fs/promises';
import { NDJSON_MEDIA_TYPE } from '@facegate/contracts';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { OpenAPIObject } from '@nestjs/swagger';

interface Exchange {
  method: string;
  path: string;
  status: number;
  mediaType: string;
  body: unknown;
}

/** The committed document: `openapi.test.ts` holds the server's own against it. */
export const SNAPSHOT = new URL('../openapi.json', import.meta.url);

const document = readFile(SNAPSHOT, 'utf8').then((text) => JSON.parse(text) as OpenAPIObject);
const validator = document.then((openapi) => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  // RFC 6531, which ajv-formats does not know; what is an address at all is asked by class-validator.
  ajv.addFormat('idn-email', /^[^@]+@[^@]+$/);
  return ajv.addSchema({ $id: 'openapi', ...openapi });
});

/** Throws unless the OpenAPI document tells of this status, media type and body for the route. Unknown routes pass. */
export async function demandDocumented({ method, path, status, mediaType, body }: Exchange): Promise<void> {
  const { paths } = await document;
  const pattern = Object.keys(paths).find((candidate) => patternOf(candidate).test(path.split('?')[0]!));
  const operation = pattern && paths[pattern]?.[method.toLowerCase() as 'get'];
  if (!operation) return;
  const at = `${method} ${pattern} ${status}`;
  const response = operation.responses[status];
  if (!response || '$ref' in response) throw new Error(`${at} is not in the OpenAPI document: ${JSON.stringify(body)}`);
  if (!response.content) {
    if (mediaType !== '') throw new Error(`${at} has a body of ${mediaType}, documented without`);
    return;
  }
  if (!response.content[mediaType]) throw new Error(`${at} answers ${mediaType}, which is not documented`);
  if (!mediaType.endsWith('json')) return;
  const pointer = ['paths', pattern, method.toLowerCase(), 'responses', String(status), 'content', mediaType, 'schema'];
  const validate = (await validator).compile({ $ref: `openapi#/${pointer.map(escapePointer).join('/')}` });
  for (const value of mediaType === NDJSON_MEDIA_TYPE ? (body as unknown[]) : [body])
    if (!validate(value)) throw new Error(`${at} is not as documented: ${JSON.stringify(validate.errors)}`);
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
