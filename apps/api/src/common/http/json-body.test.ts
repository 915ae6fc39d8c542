import { type IncomingMessage, request as httpRequest } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { once } from 'node:events';
import express, { type NextFunction, type Request, type Response } from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '../problem-error.js';
import { jsonBody } from './json-body.js';
import { LargeBodies } from './large-bodies.js';

const STORE = '/api/user/facial/store';
const MEGABYTE = 1024 * 1024;

describe('jsonBody', () => {
  let server: Server;
  let origin: string;
  let answers: Response[];
  let bodies: unknown[];
  let secondsUntilRoom: number | undefined;

  beforeEach(async () => {
    answers = [];
    bodies = [];
    const app = express();
    secondsUntilRoom = undefined;
    app.use(jsonBody(() => secondsUntilRoom, new LargeBodies(2)));
    app.post('/*path', (request: Request, response: Response) => {
      bodies.push(request.body);
      if (request.query['hold'] === undefined) response.send('taken');
      else answers.push(response);
    });
    app.use((error: ProblemError, _request: Request, response: Response, _next: NextFunction) => {
      response.status(error.status).set('Retry-After', String(error.retryAfterSeconds)).send(error.code);
    });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    for (const answer of answers) answer.destroy();
    server.close();
  });

  async function post(path: string, megabytes: number, headers: Record<string, string> = {}): Promise<string> {
    const body = JSON.stringify({ data: 'A'.repeat(megabytes * MEGABYTE) });
    const response = await fetch(origin + path, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', ...headers },
    });
    return response.text();
  }

  /** Begins a request whose body never ends. */
  async function begin(path: string, headers: Record<string, string>) {
    const call = httpRequest(origin + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
    });
    call.on('error', () => undefined);
    call.write('{"data": "');
    await once(call, 'socket');
    return call;
  }

  it.each([
    [STORE, 40, 'taken'],
    ['/API/user/facial/store/', 40, 'taken'],
    [STORE, 49, 'IMAGE_TOO_LARGE'],
    ['/api/user/facial/recognize', 11, 'taken'],
    ['/api/user/facial/recognize', 13, 'IMAGE_TOO_LARGE'],
    ['/api/user/facial', 1, 'PAYLOAD_TOO_LARGE'],
    ['/api/user/facial/store/more', 1, 'PAYLOAD_TOO_LARGE'],
    ['/api/me/faces/1', 1, 'UNAUTHENTICATED'],
  ])('answers %s with %i MB: %s', async (path, megabytes, outcome) => {
    expect(await post(path, megabytes)).toBe(outcome);
  });

  it.each<Record<string, string>>([{}, { Authorization: 'Basic YTpi' }, { Authorization: 'Bearer' }])(
    'does not read a face for an account from who has only %j',
    async (headers) => {
      expect(await post('/api/me/faces', 2, headers)).toBe('UNAUTHENTICATED');
      expect(bodies).toEqual([]);
      expect(await post('/api/me/faces', 2, { Authorization: 'Bearer something' })).toBe('taken');
    },
  );

  it('refuses a picture before its body is read while there is no room for it, but no proof of a live session', async () => {
    secondsUntilRoom = 3;
    const call = await begin('/api/user/facial/recognize', { 'Content-Length': String(MEGABYTE) });
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '3']);
    call.destroy();
    expect(await post('/api/user/facial/recognize', 0)).toBe('taken');
    expect(await post(STORE, 0.5)).toBe('taken');
    secondsUntilRoom = undefined;
    expect(await post('/api/user/facial/recognize', 0.5)).toBe('taken');
  });

  it('has places for so many large bodies, and for any number of small ones', async () => {
    const declared = await begin(STORE, { 'Content-Length': String(2 * MEGABYTE) });
    const streamed = await begin('/api/user/facial/recognize', { 'Transfer-Encoding': 'chunked' });
    await expect.poll(() => post(STORE, 2)).toBe('BUSY');
    expect(await post(STORE, 0.9)).toBe('taken');
    expect(await post('/api/auth/login', 0)).toBe('taken');
    declared.destroy();
    await expect.poll(() => post(STORE, 2)).toBe('taken');
    streamed.destroy();
  });

  it('keeps the place until the answer, and tells when to come back', async () => {
    const held = [post(`${STORE}?hold`, 2), post(`${STORE}?hold`, 2)];
    await expect.poll(() => answers.length).toBe(2);
    const refused = await fetch(origin + STORE, {
      method: 'POST',
      body: JSON.stringify({ data: 'A'.repeat(2 * MEGABYTE) }),
      headers: { 'Content-Type': 'application/json' },
    });
    expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([503, 2]);
    for (const answer of answers) answer.send('late');
    expect(await Promise.all(held)).toEqual(['late', 'late']);
    await expect.poll(() => post(STORE, 2)).toBe('taken');
  });
});
