import { ApiProblem } from '../../shared/api/problem.js';

/** What a face or a password that was right is answered with, when it is not enough. */
export interface SecondFactorQuestion {
  ticket: string;
  methods: readonly string[];
}

/** Null for any other problem. */
export function secondFactorQuestion(error: unknown): SecondFactorQuestion | null {
  if (!(error instanceof ApiProblem) || error.code !== 'SECOND_FACTOR_REQUIRED' || error.ticket === null) return null;
  return { ticket: error.ticket, methods: error.methods };
}
