import { readFile, writeFile } from 'node:fs/promises';
import { type ErrorCode, ERROR_CODES, ERROR_STATUS } from '@facegate/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SNAPSHOT } from './support/documented.js';
import { startServer, type TestServer } from './support/server.js';

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

describe('the OpenAPI document', () => {
  let server: TestServer;
  let document: OpenAPIObject;
  beforeAll(async () => {
    server = await startServer({});
    document = (await server.client.get<OpenAPIObject>('/api/docs-json')).body;
  });
  afterAll(() => server?.stop());

  it('is the one committed (UPDATE_OPENAPI=1 writes it anew)', async () => {
    if (process.env['UPDATE_OPENAPI']) await writeFile(SNAPSHOT, `${JSON.stringify(document, null, 2)}\n`);
    expect(document).toEqual(JSON.parse(await readFile(SNAPSHOT, 'utf8')));
  });

  it('refers only to schemas that it has', () => {
    const schemas = Object.keys(document.components?.schemas ?? {});
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(references.length).toBeGreaterThan(20);
    for (const name of references) expect(schemas).toContain(name);
  });

  it('names the codes of every route, each with its own status', () => {
    const operations = Object.values(document.paths).flatMap((path) => METHODS.flatMap((method) => path[method] ?? []));
    expect(operations.length).toBeGreaterThanOrEqual(10);
    for (const { responses, operationId } of operations) {
      const problems = Object.entries(responses).filter(([status]) => Number(status) >= 400);
      expect({ operationId, problems }).not.toEqual({ operationId, problems: [] });
      for (const [status, response] of problems)
        for (const code of (response as { description: string }).description.split(', ')) {
          expect(ERROR_CODES).toContain(code);
          expect(String(ERROR_STATUS[code as ErrorCode])).toBe(status);
        }
    }
  });

  it('shows no feature vector in any answer', () => {
    const { schemas = {} } = document.components ?? {};
    for (const name of ['FaceSummary', 'FaceList', 'StoredFacial', 'SignedIn', 'UserProfile'])
      expect(JSON.stringify(schemas[name])).not.toMatch(/sealed|vector|embedding|template/i);
  });

  it('is shown at /api/docs', async () => {
    const page = await server.client.get<Buffer>('/api/docs');
    expect(page.status).toBe(200);
    expect(page.body.toString()).toContain('swagger-ui');
  });
});
