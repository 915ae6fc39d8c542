import { beforeEach, describe, expect, it } from 'vitest';
import { DataKeys } from '../common/crypto/data-keys.js';
import { Keyring } from '../common/crypto/keyring.js';
import { EnvironmentMasterKeys } from '../common/crypto/master-keys.js';
import { CurvePolicy } from '../face/adapters/curve-policy.js';
import { EngineComparer } from '../face/adapters/engine-comparer.js';
import { LinearIndex } from '../face/adapters/linear-index.js';
import { FaceExtractor } from '../face/face-extractor.js';
import type { FaceOwner } from '../users/facial-data.js';
import { DecoyFaces } from './decoy-faces.js';
import { FaceMatcher } from './face-matcher.js';
import { TemplateVault } from './template-vault.js';

const MODEL = { model: 'plane-1', metric: 'cosine', dimensions: 2, backend: 'none' };

/** 0.8 is an angle of 37°; from the third face on 0.9 (26°) is needed, and past the fifth nothing was measured. */
const CURVE = {
  model: 'plane-1',
  comparisons: 1,
  supportedFmr: 1e-3,
  points: [
    { fmr: 5e-3, threshold: 0.8 },
    { fmr: 3e-3, threshold: 0.9 },
    { fmr: 1e-3, threshold: 0.95 },
  ],
};

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

const comparer = new EngineComparer('cosine');
const dataKeys = new DataKeys(new Keyring(new EnvironmentMasterKeys([Buffer.alloc(32, 7)])));
const extractor = new NoPictures();
const templates = new TemplateVault(dataKeys, extractor);
const decoys = new DecoyFaces(dataKeys, extractor, templates);
let index: LinearIndex;
/** What another process may change without telling this one's index. */
let rows: Map<string, FaceOwner>;

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

async function fill(): Promise<void> {
  for (const account of rows.values()) await index.add(templates.openAll(account).vectors);
}

const find = (userId: string) => Promise.resolve(rows.get(userId) ?? null);

function matcher(fpir: number): FaceMatcher {
  return new FaceMatcher(comparer, new CurvePolicy(CURVE, { fmr: 5e-3, fpir }, 0.02), index, templates, decoys);
}

async function identify(degrees: number): Promise<string> {
  const found = await matcher(0.05).identify({ vector: towards(degrees), of: 'picture' }, find);
  return found.outcome === 'identified' ? found.account.id : found.outcome;
}

beforeEach(() => {
  index = new LinearIndex(comparer);
  rows = new Map();
});

describe('FaceMatcher.isFaceOf', () => {
  it('is never for nobody, whom every face is compared with', () => {
    enrol('anna', { a1: 0 });
    expect(matcher(0.05).isFaceOf({ vector: towards(1), of: 'picture' }, rows.get('anna') ?? null)).toBe(true);
    expect(matcher(0.05).isFaceOf({ vector: towards(90), of: 'picture' }, rows.get('anna') ?? null)).toBe(false);
    for (let degrees = 0; degrees < 360; degrees += 5)
      expect(matcher(0.05).isFaceOf({ vector: towards(degrees), of: 'picture' }, null)).toBe(false);
  });
});

describe('FaceMatcher.identify', () => {
  beforeEach(async () => {
    enrol('anna', { a1: 0, a2: 60 });
    enrol('ben', { b1: 20 });
    await fill();
  });

  it('finds the best match', async () => {
    expect([await identify(1), await identify(19), await identify(60)]).toEqual(['anna', 'ben', 'anna']);
    expect(await identify(180)).toBe('unknown');
  });

  it('does not choose between two people who are equally alike', async () => {
    expect([await identify(9), await identify(10), await identify(11)]).toEqual(Array(3).fill('undecided'));
    expect(await identify(5)).toBe('anna');
  });

  it('chooses when the other one was removed meanwhile', async () => {
    rows.delete('ben');
    expect(await identify(10)).toBe('anna');
    expect(index.size).toBe(2);
  });

  it('does not take a face that was removed, and forgets it', async () => {
    enrol('anna', { a1: 0 });
    expect(await identify(75)).toBe('unknown');
    expect(index.size).toBe(2);
    expect(await identify(1)).toBe('anna');
  });

  it('goes on to the next best when an account is gone', async () => {
    rows.delete('anna');
    expect(await identify(1)).toBe('ben');
    expect(index.size).toBe(2);
  });

  it('does not take a template that was changed since', async () => {
    enrol('anna', { a1: 180, a2: 60 });
    expect(await identify(-30)).toBe('unknown');
    expect(await identify(180)).toBe('anna');
  });

  it('asks more of a match the more faces there are, and nothing past what was measured', async () => {
    expect(await identify(-30)).toBe('anna');
    enrol('cleo', { c1: 120, c2: 150 });
    await fill();
    const stricter = await matcher(0.015).identify({ vector: towards(-30), of: 'picture' }, find);
    expect(stricter).toEqual({ outcome: 'unknown' });
    expect(matcher(0.004).tooMany).toBe(true);
    expect(await matcher(0.004).identify({ vector: towards(0), of: 'picture' }, find)).toEqual({ outcome: 'undecided' });
  });
});

describe('FaceMatcher.verify', () => {
  it('compares with every reference, at a threshold for so many', () => {
    enrol('anna', { a1: 0 });
    expect(matcher(0.1).verify(towards(35), rows.get('anna')!)).toMatchObject({ match: true, threshold: 0.8 });
    enrol('anna', { a1: 0, a2: 120 });
    const verification = matcher(0.1).verify(towards(35), rows.get('anna')!);
    expect(verification).toMatchObject({ match: false, faceId: 'a1' });
    expect(verification.threshold).toBeGreaterThan(0.9);
    expect(verification.score).toBeCloseTo(Math.cos((35 * Math.PI) / 180), 5);
  });

  it('matches nobody who has no reference', () => {
    enrol('anna', {});
    expect(matcher(0.1).verify(towards(0), rows.get('anna')!)).toMatchObject({ match: false, score: undefined });
  });
});
