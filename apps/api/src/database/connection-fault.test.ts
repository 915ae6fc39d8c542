import { DatabaseError } from 'pg';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { DatabaseAway, isConnectionFault, isUnfitDatabase } from './connection-fault.js';
import { CommitOutcomeUnknown } from './transactions.js';

function refusal(code: string): QueryFailedError {
  const answer = Object.assign(new DatabaseError('the connection is what it is about, or not', 1, 'error'), {
    severity: 'ERROR',
    code,
  });
  return new QueryFailedError('SELECT 1', [], answer);
}

describe('isConnectionFault', () => {
  it.each([
    ['no connection to be had', new DatabaseAway('none')],
    ['a connection that broke under a statement', new QueryFailedError('SELECT 1', [], new Error('whatever'))],
    [
      'a socket that was reset',
      new QueryFailedError('SELECT 1', [], Object.assign(new Error(''), { code: 'ECONNRESET' })),
    ],
    ['a server that shuts down', refusal('57P01')],
    ['a server that starts', refusal('57P03')],
    ['a connection failure that the server reports', refusal('08006')],
    ['a statement on a connection that broke before it', new QueryRunnerAlreadyReleasedError()],
    ['a repository on one', new QueryRunnerProviderAlreadyReleasedError()],
    ['a commit without an answer', new CommitOutcomeUnknown('unknown', { cause: refusal('57P01') })],
  ])('is %s', (_name, error) => {
    expect(isConnectionFault(error)).toBe(true);
  });

  it.each([
    ['a constraint', refusal('23505')],
    ['a wrong statement', refusal('42601')],
    ['a cancelled statement', refusal('57014')],
    ['a fault of ours that speaks of connections', new Error('Connection terminated unexpectedly')],
    ['a file', Object.assign(new Error('no such file'), { code: 'ENOENT' })],
    ['nothing', undefined],
  ])('is not %s', (_name, error) => {
    expect(isConnectionFault(error)).toBe(false);
  });
});

describe('isUnfitDatabase', () => {
  it.each([
    ['a disk that is full', refusal('53100')],
    ['connections that are all taken', refusal('53300')],
    ['a statement that took too long', refusal('57014')],
    ['a lock that another one keeps', refusal('55P03')],
    ['a server that only reads', refusal('25006')],
    ['a right that was taken away', refusal('42501')],
    ['a commit for which there was no room', new CommitOutcomeUnknown('unknown', { cause: refusal('53100') })],
  ])('is %s', (_name, error) => {
    expect([isUnfitDatabase(error), isConnectionFault(error)]).toEqual([true, false]);
  });

  it.each([
    ['a constraint', refusal('23505')],
    ['a wrong statement', refusal('42601')],
    ['nothing', undefined],
  ])('is not %s', (_name, error) => {
    expect(isUnfitDatabase(error)).toBe(false);
  });
});
