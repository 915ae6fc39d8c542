import { beforeEach, describe, expect, it } from 'vitest';
import { DataKeys } from '../common/crypto/data-keys.js';
import { Keyring } from '../common/crypto/keyring.js';
import { EnvironmentMasterKeys } from '../common/crypto/master-keys.js';
import { CurvePolicy } from '../face/adapters/curve-policy.js';
import { EngineComparer } from '../face/adapters/engine-comparer.js';
import { LinearIndex } from '../face/adapters/linear-index.js';
import { FaceExtractor } from '../face/face-extractor.js';
import type { Probe } from '../face/probe.js';
import type { FaceOwner, StoredFace } from '../users/facial-data.js';
import type { UsersRepository } from '../users/users.repository.js';
import { DecoyFaces } from './decoy-faces.js';
import { FaceMatcher } from './face-matcher.js';
import { IndexEntries } from './index-entries.js';
import { TemplateVault } from './template-vault.js';

const MODEL = { model: 'plane-1', metric: 'cosine', dimensions: 2, backend: 'none' };

/** 0.8 is an angle of 37°, 0.9 one of 26°. Below a rate of 1e-3 nothing was measured. */
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
/** A session needs 0.85 (32°). */
const OF_SESSIONS = { ...CURVE, points: [{ fmr: 5e-3, threshold: 0.85 }, ...CURVE.points.slice(1)] };
const CURVES = { 'picture-picture': CURVE, 'template-picture': CURVE, 'template-session': OF_SESSIONS };

class NoPictures extends FaceExtractor {
  override readonly model = MODEL;
  override extract(): never {
    throw new Error('no picture here');
  }
  override retryAfterSeconds(): undefined {}
  override load() {
    return { running: 0, waiting: 0 };
  }
}

const vectorAt = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const towards = (degrees: number, of: Probe['of'] = 'picture'): Probe => ({ vector: vectorAt(degrees), of });

const comparer = new EngineComparer('cosine');
const dataKeys = new DataKeys(new Keyring(new EnvironmentMasterKeys([Buffer.alloc(32, 7)])));
const extractor = new NoPictures();
const templates = new TemplateVault(dataKeys, extractor, comparer);
const decoys = new DecoyFaces(dataKeys, extractor, templates);
let index: LinearIndex;
let entries: IndexEntries;
/** What another process may change without telling this one's index. */
let rows: Map<string, FaceOwner>;

const find = (userId: string) => Promise.resolve(rows.get(userId) ?? null);

/** References of an account by their directions. */
function enrol(id: string, directions: readonly number[], change: (face: StoredFace) => StoredFace = (face) => face) {
  const dataKey = dataKeys.make(id);
  const faces = directions.map((degrees, at): StoredFace => {
    const sealed = templates.seal(vectorAt(degrees), dataKey, `${id}${at}`);
    return change({ id: `${id}${at}`, pose: 'front', quality: 1, enrolledAt: '2026-01-01T00:00:00Z', sealed });
  });
  rows.set(id, { id, facialData: { ...MODEL, faces }, dataKey: dataKeys.wrap(dataKey) });
}

async function fill(): Promise<void> {
  for (const id of rows.keys()) await entries.refresh(id);
}

function matcher(fpir: number): FaceMatcher {
  const policy = new CurvePolicy(CURVES, { fmr: 5e-3, fpir }, 0.02);
  return new FaceMatcher(comparer, policy, index, templates, entries, decoys);
}

async function identify(degrees: number, of?: Probe['of']): Promise<string> {
  const found = await matcher(0.02).identify(towards(degrees, of), find);
  return found.outcome === 'identified' ? found.account.id : found.outcome;
}

beforeEach(() => {
  index = new LinearIndex(comparer);
  rows = new Map();
  const users = { findById: find } as unknown as UsersRepository;
  entries = new IndexEntries(users, templates, index);
});

describe('FaceMatcher.isFaceOf', () => {
  it('is false for nobody, with whatever face', () => {
    enrol('anna', [0]);
    expect(matcher(0.05).isFaceOf(towards(1), rows.get('anna') ?? null)).toBe(true);
    expect(matcher(0.05).isFaceOf(towards(90), rows.get('anna') ?? null)).toBe(false);
    for (let degrees = 0; degrees < 360; degrees += 5)
      expect(matcher(0.05).isFaceOf(towards(degrees), null)).toBe(false);
  });
});

describe('FaceMatcher.identify', () => {
  beforeEach(async () => {
    enrol('anna', [-10, 10]);
    enrol('ben', [60]);
    await fill();
  });

  it('finds the account whose template is the best match', async () => {
    expect([await identify(1), await identify(59), await identify(-25)]).toEqual(['anna', 'ben', 'anna']);
    expect(await identify(180)).toBe('unknown');
  });

  it('has one entry an account, however many references it has', () => {
    expect(index.size).toBe(2);
  });

  it('does not choose between two people who are equally alike', async () => {
    expect([await identify(29.5), await identify(30), await identify(30.5)]).toEqual(Array(3).fill('undecided'));
    expect(await identify(25)).toBe('anna');
  });

  it('chooses when the other one was removed meanwhile', async () => {
    rows.delete('ben');
    expect(await identify(30)).toBe('anna');
    expect(index.size).toBe(1);
  });

  it('does not match a template that had a reference removed since, and fuses it again', async () => {
    enrol('anna', [-10]);
    expect(await identify(30)).toBe('ben');
    expect(await identify(-40)).toBe('anna');
    expect(index.size).toBe(2);
  });

  it('goes on to the next best when an account is gone', async () => {
    rows.delete('anna');
    expect(await identify(25)).toBe('ben');
    expect(index.size).toBe(1);
  });

  it('does not match an account whose faces were all withdrawn, and forgets it', async () => {
    enrol('anna', []);
    expect(await identify(1)).toBe('unknown');
    expect(index.size).toBe(1);
  });

  it('asks more of a match the more accounts there are, and nothing past what was measured', async () => {
    expect(await identify(-30)).toBe('anna');
    for (const [id, direction] of Object.entries({ cleo: 120, dora: 150, emil: 240 })) enrol(id, [direction]);
    await fill();
    expect(await matcher(0.012).identify(towards(-30), find)).toEqual({ outcome: 'unknown' });
    expect(matcher(0.004).tooMany('picture')).toBe(true);
    expect(await matcher(0.004).identify(towards(0), find)).toEqual({ outcome: 'undecided' });
  });

  it('asks of a session what was measured for sessions', async () => {
    expect([await identify(-35, 'picture'), await identify(-35, 'session')]).toEqual(['anna', 'unknown']);
  });
});

const verify = (degrees: number, of?: Probe['of']) => matcher(0.1).verify(towards(degrees, of), rows.get('anna')!);

describe('FaceMatcher.verify', () => {
  it('compares with all references in one vector', () => {
    enrol('anna', [0, 40]);
    // 20° is the middle; 50° from it is too far, though one reference is 30° away.
    expect([verify(20), verify(-15), verify(-30)]).toEqual([true, true, false]);
    enrol('anna', [0]);
    expect([verify(20), verify(-30)]).toEqual([true, true]);
  });

  it('asks of a session what was measured for sessions', () => {
    enrol('anna', [0]);
    expect([verify(35), verify(35, 'session')]).toEqual([true, false]);
  });

  it('matches nobody who has no reference', () => {
    enrol('anna', []);
    expect(verify(0)).toBe(false);
  });

  it.each<[string, (face: StoredFace) => StoredFace]>([
    ['is kept as a picture only', (face) => ({ ...face, isReference: false })],
    ['is of another model', (face) => ({ ...face, model: 'another-1' })],
    ['does not open', (face) => ({ ...face, sealed: face.sealed.replace(/^.{20}/, 'A'.repeat(20)) })],
  ])('leaves out a face that %s', (_name, change) => {
    enrol('anna', [0, 40], (face) => (face.id === 'anna1' ? change(face) : face));
    expect([verify(-30), verify(40)]).toEqual([true, false]);
  });
});
