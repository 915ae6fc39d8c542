import { describe, expect, test } from 'vitest';
import { ApiProblem, isPassing, problemOf, problemOfFetch } from './problem.js';

const answer = (status: number, body: string, headers: Record<string, string> = {}): Response =>
  new Response(body, { status, headers });

describe('problemOf', () => {
  test('takes code, fields, fallback and wait from problem+json', async () => {
    const body = JSON.stringify({
      code: 'BLURRED',
      fallback: 'password',
      errors: [{ field: 'images[1].data', index: 1, code: 'BLURRED', detail: 'x' }, 'nonsense', null],
    });
    const problem = await problemOf(answer(422, body, { 'Retry-After': '3' }));
    expect(problem).toMatchObject({ code: 'BLURRED', fallback: 'password', retryAfterS: 3 });
    expect(problem.errors).toEqual([{ field: 'images[1].data', index: 1, code: 'BLURRED', detail: 'x' }]);
  });

  test.each([
    [401, 'UNAUTHENTICATED'],
    [413, 'PAYLOAD_TOO_LARGE'],
    [429, 'TOO_MANY_ATTEMPTS'],
    [502, 'NOT_READY'],
    [503, 'BUSY'],
    [500, 'INTERNAL'],
    [418, 'INTERNAL'],
  ])("a proxy's own %i is %s", async (status, code) => {
    expect((await problemOf(answer(status, '<html>'))).code).toBe(code);
  });

  test('a code that is not of the contract is not believed', async () => {
    expect((await problemOf(answer(409, '{"code":"toString"}'))).code).toBe('INTERNAL');
  });

  test('a wait that is no number is none', async () => {
    const problem = await problemOf(answer(503, '', { 'Retry-After': 'Fri, 20 Nov 2026 12:00:00 GMT' }));
    expect(problem.retryAfterS).toBeNull();
  });
});

describe('problemOfFetch', () => {
  test('no line, no answer in time, and a problem already known', () => {
    expect(problemOfFetch(new TypeError('Failed to fetch')).code).toBe('NETWORK');
    expect(problemOfFetch(new DOMException('', 'TimeoutError')).code).toBe('TIMEOUT');
    const known = new ApiProblem('BUSY');
    expect(problemOfFetch(known)).toBe(known);
  });
});

test('only faults of the line or the load are worth the same call again', () => {
  expect(isPassing(new ApiProblem('BUSY'))).toBe(true);
  expect(isPassing(new ApiProblem('NETWORK'))).toBe(true);
  expect(isPassing(new ApiProblem('FACE_NOT_RECOGNIZED'))).toBe(false);
});
