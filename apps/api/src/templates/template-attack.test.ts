import type { Closeness } from '@facegate/contracts';
import { ENGINES } from '@facegate/face-engine';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Attempts } from '../attempts/attempts.js';
import { EnrolmentLimits } from '../attempts/enrolment-limits.js';
import { FaceQuestions } from '../attempts/face-questions.js';
import { MemoryAttemptStore } from '../attempts/memory-attempt-store.js';
import { readConfig } from '../config/app-config.js';
import { DataKeys } from '../common/crypto/data-keys.js';
import { Keyring } from '../common/crypto/keyring.js';
import { EnvironmentMasterKeys } from '../common/crypto/master-keys.js';
import { ProblemError } from '../common/problem-error.js';
import { CurvePolicy } from '../face/adapters/curve-policy.js';
import { EngineComparer } from '../face/adapters/engine-comparer.js';
import { LinearIndex } from '../face/adapters/linear-index.js';
import { FaceExtractor } from '../face/face-extractor.js';
import type { FaceOwner } from '../users/facial-data.js';
import type { UsersRepository } from '../users/users.repository.js';
import { DecoyFaces } from './decoy-faces.js';
import { FaceMatcher } from './face-matcher.js';
import { IndexEntries } from './index-entries.js';
import {
  type Ask,
  BorderWalk,
  dot,
  ownShare,
  pictureOf,
  randomNumbers,
  searchBlindly,
  somebody,
} from './template-attack.test-support.js';
import { TemplateVault } from './template-vault.js';

const { model, metric, dimensions, fmrCurves, identificationMargin } = ENGINES.sface;
const DAY_MS = 86_400_000;
const MONTH_DAYS = 30;

class NoPictures extends FaceExtractor {
  override readonly model = { model, metric, dimensions, backend: 'none' };
  override extract(): never {
    throw new Error('no picture here');
  }
  override retryAfterSeconds(): undefined {}
  override load() {
    return { running: 0, waiting: 0 };
  }
}

const comparer = new EngineComparer(metric);
const dataKeys = new DataKeys(new Keyring(new EnvironmentMasterKeys([Buffer.alloc(32, 7)])));
const extractor = new NoPictures();
const templates = new TemplateVault(dataKeys, extractor, comparer);
const policy = new CurvePolicy(fmrCurves, { fmr: 1e-4, fpir: 1e-2 }, identificationMargin);
const index = new LinearIndex(comparer);
const rows = new Map<string, FaceOwner>();
const findRow = (id: string) => Promise.resolve(rows.get(id) ?? null);
const users = { findById: findRow } as unknown as UsersRepository;
const entries = new IndexEntries(users, templates, index);
const matcher = new FaceMatcher(
  comparer,
  policy,
  index,
  templates,
  entries,
  new DecoyFaces(dataKeys, extractor, templates),
);

/** An account with one reference, which is its template. */
function account(id: string, template: Float32Array): FaceOwner {
  const dataKey = dataKeys.make(id);
  const sealed = templates.seal(template, dataKey, id);
  const faces = [{ id, pose: 'front' as const, quality: 1, enrolledAt: '2026-01-01T00:00:00Z', sealed }];
  return { id, facialData: { model, metric, faces }, dataKey: dataKeys.wrap(dataKey) };
}

/** The answers of verification, as the service gives them. */
class Verification {
  answered = 0;
  private readonly startMs = Date.now();

  /** @param questions left out: as if there were no limits */
  constructor(
    private readonly victim: FaceOwner,
    private readonly questions?: FaceQuestions,
    private readonly isYes = (closeness: Closeness) => closeness !== 'other',
  ) {}

  readonly ask: Ask = async (vector) => {
    const question = await this.open();
    this.answered += 1;
    const closeness = matcher.closeness({ vector, of: 'picture' }, this.victim);
    if (closeness === 'same') await question?.same();
    return this.isYes(closeness);
  };

  get days(): number {
    return (Date.now() - this.startMs) / DAY_MS;
  }

  /** Waits as long as it is told. */
  private async open() {
    for (;;) {
      try {
        return await this.questions?.aboutOwnFace(this.victim.id);
      } catch (error) {
        vi.advanceTimersByTime((error as ProblemError).retryAfterSeconds! * 1000);
      }
    }
  }
}

const limits = () => {
  const attempts = new Attempts(new MemoryAttemptStore());
  return new FaceQuestions(attempts, new EnrolmentLimits(attempts, readConfig({ NODE_ENV: 'test' })));
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('answers of verification, to somebody who knows nothing of the face', () => {
  const VICTIMS = 20;
  const threshold = policy.answerThreshold('picture');

  it.each([30, 46, 1000])('%i of them, even without limits, bring no template above 0.3', async (answers) => {
    for (let seed = 1; seed <= VICTIMS; seed += 1) {
      const random = randomNumbers(seed);
      const template = somebody(random);
      const { ask } = new Verification(account(`victim-${seed}`, template));
      const { matched, guess } = await searchBlindly(ask, { answers, threshold, random });
      expect(matched).toBe(false);
      expect(Math.abs(ownShare(guess, template))).toBeLessThan(0.3);
      expect(dot(guess, template)).toBeLessThan(0.3);
    }
  });

  it('1,000 answers take years, for each is a miss', async () => {
    const random = randomNumbers(1);
    const verification = new Verification(account('anna', somebody(random)), limits());
    await searchBlindly(verification.ask, { answers: 1000, threshold, random });
    expect(verification.days).toBeGreaterThan(2 * 365);
  });
});

describe('answers of verification, to somebody who has a picture of the face', () => {
  const random = randomNumbers(5);
  const template = somebody(random);
  const picture = pictureOf(template, 0.65, random);

  const lacks = (vector: Float32Array) => 1 - dot(vector, template) ** 2;

  /** Along the border of `same`, which costs no miss on the inside; a walk along the border of `near` does on both sides. */
  const verificationOf = (questions?: FaceQuestions) =>
    new Verification(account('anna', template), questions, (closeness) => closeness === 'same');

  async function walk(verification: Verification, until: () => boolean): Promise<Float32Array> {
    const border = new BorderWalk(verification.ask, picture, policy.strictThreshold('picture'), randomNumbers(9));
    while (!border.isComplete && !until()) await border.next();
    return border.guess;
  }

  it('give the template without limits: the attack works', async () => {
    const verification = verificationOf();
    const guess = await walk(verification, () => false);
    expect(dot(guess, template)).toBeGreaterThan(0.98);
    expect(ownShare(guess, template)).toBeGreaterThan(0.98);
    expect(verification.answered).toBeLessThan(5000);
  });

  it('give in 30 days less than half of what the picture lacks', async () => {
    const verification = verificationOf(limits());
    const guess = await walk(verification, () => verification.days >= MONTH_DAYS);
    expect(lacks(guess)).toBeGreaterThan(0.5 * lacks(picture));
  });

  it('give the whole template only after months', async () => {
    const verification = verificationOf(limits());
    await walk(verification, () => false);
    expect(verification.days).toBeGreaterThan(60);
  });
});

/** Whether the live view calls a face known. */
async function isKnown(vector: Float32Array): Promise<boolean> {
  const found = await matcher.identify({ vector, of: 'picture' }, findRow, { strictly: true });
  return found.outcome === 'identified';
}

describe('the live view', () => {
  const ACCOUNTS = 500;

  it('calls none of 1,000 strangers known among 500 accounts', async () => {
    const random = randomNumbers(3);
    for (let at = 0; at < ACCOUNTS; at += 1) {
      const id = `account-${at}`;
      rows.set(id, account(id, somebody(random)));
      await entries.refresh(id);
    }
    const threshold = policy.strictThreshold('picture');
    expect((await searchBlindly(isKnown, { answers: 1000, threshold, random })).matched).toBe(false);
    // And knows somebody who is enrolled.
    const enrolled = somebody(random);
    rows.set('anna', account('anna', enrolled));
    await entries.refresh('anna');
    expect(await isKnown(pictureOf(enrolled, 0.7, random))).toBe(true);
  });

  it('gives 1,000 answers a day at most', async () => {
    const questions = limits();
    const startMs = Date.now();
    for (let asked = 0; asked < 3000; asked += 1) {
      await questions.aboutWatchedFace('ada').catch((error: ProblemError) => {
        vi.advanceTimersByTime(error.retryAfterSeconds! * 1000);
        asked -= 1;
      });
    }
    expect(Date.now() - startMs).toBeGreaterThan(2 * DAY_MS);
  });
});
