import { CLOSENESS, type FaceSummary } from '@facegate/contracts';
import { describe, expect, test } from 'vitest';
import { verdictOf } from './verdict.js';

const face = (isReference: boolean): FaceSummary => ({
  id: 'f',
  pose: 'front',
  quality: 1,
  enrolledAt: '2026-01-01T00:00:00Z',
  isReference,
  hasImage: false,
});
const list = (...faces: FaceSummary[]) => ({ faces, keepsImages: true });
const no = { match: false, closeness: 'other' } as const;

describe('verdictOf', () => {
  test.each(CLOSENESS)('is the word of the server: %s', (closeness) => {
    expect(verdictOf({ match: closeness !== 'other', closeness }, list(face(true)))).toBe(closeness);
  });

  test.each([
    ['without a face', list()],
    ['with pictures only', list(face(false))],
  ])('is not assessed %s', (_name, faces) => {
    expect(verdictOf(no, faces)).toBe('not-assessed');
  });

  test('is the word of the server while the faces are not known', () => {
    expect(verdictOf(no, undefined)).toBe('other');
  });
});
