import { comparisonScore } from '@facegate/face-engine';
import { beforeEach, describe, expect, it } from 'vitest';
import { DataKeys } from '../common/crypto/data-keys.js';
import { Keyring } from '../common/crypto/keyring.js';
import { EnvironmentMasterKeys } from '../common/crypto/master-keys.js';
import { FaceComparer } from '../face/face-comparer.js';
import { FaceExtractor } from '../face/face-extractor.js';
import type { FaceOwner } from '../users/facial-data.js';
import { FaceMatcher } from './face-matcher.js';
import { TemplateIndex } from './template-index.js';
import { TemplateVault } from './template-vault.js';

const MODEL = { model: 'plane-1', metric: 'cosine', dimensions: 2, backend: 'none' };

class PlaneComparer extends FaceComparer {
  override readonly threshold = 0.8;
  override score(one: Float32Array, other: Float32Array): number {
    return comparisonScore(one, other, 'cosine');
  }
}

class NoPictures extends FaceExtractor {
  override readonly model = MODEL;
  override extract(): never {
    throw new Error('no picture here');
  }
  override load() {
    return { running: 0, waiting: 0 };
  }
}

const towards = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

describe('FaceMatcher.identify', () => {
  const dataKeys = new DataKeys(new Keyring(new EnvironmentMasterKeys([Buffer.alloc(32, 7)])));
  const templates = new TemplateVault(dataKeys, new NoPictures());
  let index: TemplateIndex;
  let matcher: FaceMatcher;
  /** What another process may change without telling this one's index. */
  let rows: Map<string, FaceOwner>;

  beforeEach(() => {
    const comparer = new PlaneComparer();
    index = new TemplateIndex(comparer);
    matcher = new FaceMatcher(comparer, index, templates);
    rows = new Map();
    enrol('anna', { a1: 0, a2: 60 });
    enrol('ben', { b1: 20 });
    for (const [userId, owner] of rows)
      for (const { faceId, vector } of templates.openAll(owner).vectors) index.add(userId, faceId, vector);
  });

  function enrol(id: string, faces: Record<string, number>): void {
    const dataKey = dataKeys.make(id);
    const stored = Object.entries(faces).map(([faceId, degrees]) => ({
      id: faceId,
      pose: 'front' as const,
      quality: 1,
      enrolledAt: '2026-01-01T00:00:00Z',
      sealed: templates.seal(towards(degrees), dataKey, faceId),
    }));
    rows.set(id, { id, facialData: { ...MODEL, faces: stored }, dataKey: dataKeys.wrap(dataKey) });
  }

  const identify = async (degrees: number) =>
    (await matcher.identify(towards(degrees), (userId) => Promise.resolve(rows.get(userId) ?? null)))?.id;

  it('finds the best match', async () => {
    expect([await identify(1), await identify(19), await identify(60)]).toEqual(['anna', 'ben', 'anna']);
    expect(await identify(180)).toBeUndefined();
  });

  it('does not take a face that was removed, and forgets it', async () => {
    enrol('anna', { a1: 0 });
    expect(await identify(62)).toBeUndefined();
    expect(index.faceIds('anna')).toEqual(['a1']);
    expect(await identify(1)).toBe('anna');
  });

  it('goes on to the next best when an account is gone', async () => {
    rows.delete('anna');
    expect(await identify(1)).toBe('ben');
    expect(index.size).toBe(1);
  });

  it('does not take a template that was changed since', async () => {
    enrol('anna', { a1: 180, a2: 60 });
    expect(await identify(-30)).toBeUndefined();
    expect(await identify(180)).toBe('anna');
  });

  it('keeps a face that is enrolled while the row is read', async () => {
    const late = async (userId: string) => {
      const before = { id: userId, facialData: { ...MODEL, faces: [] }, dataKey: null };
      index.add(userId, 'late', towards(90));
      return Promise.resolve(before);
    };
    enrol('anna', {});
    expect(await matcher.identify(towards(-30), late)).toBeNull();
    expect(index.faceIds('anna')).toContain('late');
  });
});
