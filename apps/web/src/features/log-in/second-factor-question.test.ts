import { expect, test } from 'vitest';
import { ApiProblem, problemOf } from '../../shared/api/problem.js';
import { secondFactorQuestion } from './second-factor-question.js';

const answer = (body: object): Promise<ApiProblem> => problemOf(new Response(JSON.stringify(body), { status: 401 }));

test('an answer that asks for a second factor is a question, any other is not', async () => {
  const asked = await answer({ code: 'SECOND_FACTOR_REQUIRED', ticket: 't', methods: ['passkey', 'recovery-code'] });
  expect(secondFactorQuestion(asked)).toEqual({ ticket: 't', methods: ['passkey', 'recovery-code'] });
  for (const body of [{ code: 'SECOND_FACTOR_REQUIRED' }, { code: 'CREDENTIALS_INVALID', ticket: 't' }])
    expect(secondFactorQuestion(await answer(body))).toBeNull();
  expect(secondFactorQuestion(new Error('t'))).toBeNull();
});
