import type { OpenAPIObject } from '@nestjs/swagger';
import type { Client } from './client.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
export type Schema = Schemas[string];

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;

/** One operation of the server's own OpenAPI document, and who may call it. */
export interface Operation {
  /** `GET /api/me/faces/{id}`. */
  name: string;
  method: string;
  /** As documented, with `{id}` where a value goes. */
  path: string;
  auth: 'none' | 'bearer' | 'cookie';
  role: string | undefined;
  /** Of the JSON body, if it takes one. */
  body: Schema | undefined;
  queries: string[];
}

export interface ApiDocument {
  operations: Operation[];
  schemas: Schemas;
}

/** All that the running server documents: a route that is added tomorrow is among them. */
export async function readDocument(client: Client): Promise<ApiDocument> {
  const { body } = await client.get<OpenAPIObject>('/api/docs-json');
  const operations = Object.entries(body.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const found = item[method];
      return found ? [operation(method.toUpperCase(), path, found)] : [];
    }),
  );
  return { operations, schemas: body.components?.schemas ?? {} };
}

type OperationObject = NonNullable<OpenAPIObject['paths'][string]['get']>;

function operation(method: string, path: string, documented: OperationObject): Operation {
  const { security = [], requestBody, parameters = [] } = documented;
  const schemes = new Set(security.flatMap((requirement) => Object.keys(requirement)));
  return {
    name: `${method} ${path}`,
    method,
    path,
    auth: schemes.has('bearer') ? 'bearer' : schemes.has('cookie') ? 'cookie' : 'none',
    role: (documented as { 'x-role'?: string })['x-role'],
    body: requestBody && 'content' in requestBody ? requestBody.content['application/json']?.schema : undefined,
    queries: parameters.flatMap((parameter) => ('in' in parameter && parameter.in === 'query' ? [parameter.name] : [])),
  };
}

/** The path with `value` for every parameter. */
export function pathWith(path: string, value: string): string {
  return path.replaceAll(/\{\w+\}/g, value);
}
