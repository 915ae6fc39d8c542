import { describe, expect, it } from 'vitest';
import { cosineSimilarity } from '../compare/compare.js';
import {
  failureOf,
  guidanceOf,
  madeUpFace,
  obeying,
  play,
  type Look,
  type Played,
  type PlayOptions,
  type Visitor,
} from './sessions.test-support.js';

const ME = madeUpFace({}).embedding!;
const VICTIM = madeUpFace({ person: 1 }).embedding!;
const ON_A_SERVER: PlayOptions = { asked: true };

const evidenceOf = ({ state: { phase } }: Played) => (phase.name === 'live' ? phase.evidence : undefined);
const lookOf = (visitor: Visitor, ...[atMs, told]: Parameters<Visitor>): Look => visitor(atMs, told) as Look;

/** Another person's picture for some seconds before anything is asked; `keeps` keeps the rest from being learned. */
const before =
  (untilMs: number, keeps: (atMs: number) => Look): Visitor =>
  (atMs, told) =>
    !told && atMs < untilMs ? { ...keeps(atMs), person: 1 } : obeying(atMs, told);

/** Another person's picture wherever the head is turned by more. */
const beyond =
  (degrees: number): Visitor =>
  (atMs, told) => {
    const look = lookOf(obeying, atMs, told);
    return { ...look, person: Math.hypot(look.yaw ?? 0, look.pitch ?? 0) > degrees ? 1 : 0 };
  };

/** Another person, without a pause, until so far into the learning. */
const swappedAt =
  (untilMs: number): Visitor =>
  (atMs, told) =>
    told || atMs >= untilMs ? obeying(atMs, told) : { person: 1 };

const flatly: Visitor = (atMs, told) => ({ ...lookOf(obeying, atMs, told), flat: true });
const hardly: Visitor = (atMs, told) => ({ yaw: (lookOf(obeying, atMs, told).yaw ?? 0) * 0.4 });

describe('whose session it is', () => {
  it.each<[string, (atMs: number) => Look]>([
    ['too dark every other time', (atMs) => ({ brightness: (atMs / 100) % 2 === 0 ? 0.1 : 0.5 })],
    ['rocking', (atMs) => ({ yaw: 15 * Math.sin((atMs * 2 * Math.PI) / 1200) })],
    ['too far away now and then', (atMs) => ({ size: (atMs / 100) % 3 === 0 ? 0.4 : 0.5 })],
  ])('is not decided by a picture that was shown before the rest was learned: %s', (_name, keeps) => {
    const played = play(['turn-left', 'turn-right'], before(6000, keeps), ON_A_SERVER);
    // Whoever did the movements is in it alone, or nobody gets in.
    const vector = evidenceOf(played)?.embedding ?? ME;
    expect(cosineSimilarity(vector, ME)).toBeCloseTo(1, 5);
  });

  it('begins to learn again when the face changes while it is learned', () => {
    const played = play(['turn-left', 'turn-right'], swappedAt(350));
    expect(guidanceOf(played)).toContain('hold-still');
    expect(cosineSimilarity(evidenceOf(played)!.embedding, ME)).toBeCloseTo(1, 5);
  });

  it('keeps no frame of somebody else as the front', () => {
    const plan = { captures: ['front', 'left', 'right'] as const };
    const front = evidenceOf(play(['turn-left', 'turn-right'], swappedAt(250), { plan }))?.captured.find(
      ({ pose }) => pose === 'front',
    );
    expect(cosineSimilarity(front!.embedding, ME)).toBeCloseTo(1, 5);
  });

  it.each([9, 15, 20])('is nobody’s when past %d° it is another face', (degrees) => {
    expect(failureOf(play(['turn-left', 'turn-right'], beyond(degrees), ON_A_SERVER))).toBe('FACE_CHANGED');
  });

  it('takes nothing from frames that are turned too far to compare', () => {
    const evidence = evidenceOf(play(['turn-left', 'turn-right'], beyond(26), ON_A_SERVER));
    expect(cosineSimilarity(evidence!.embedding, ME)).toBeCloseTo(1, 5);
    expect(cosineSimilarity(evidence!.embedding, VICTIM)).toBeLessThan(0.3);
    expect(evidence!.agreement).toBeGreaterThan(0.9);
  });

  it.each<[string, readonly ('turn-left' | 'blink' | 'look-up')[]]>([
    ['one movement', ['turn-left']],
    ['a blink and a movement', ['blink', 'look-up']],
  ])('is fused from five frames or more, of the movements as well: %s', (_name, challenge) => {
    const { state } = play(challenge, obeying, ON_A_SERVER);
    expect(state.phase.name).toBe('live');
    expect(state.record.judged.length).toBeGreaterThanOrEqual(5);
    expect(state.record.judged.some(({ degrees }) => degrees > 8)).toBe(true);
  });
});

describe('what the log is told', () => {
  it.each<[string, Visitor]>([
    ['FLAT_PICTURE', flatly],
    ['NO_MOTION', hardly],
  ])('of %s are figures alone, nothing of the face', (code, visitor) => {
    const { state } = play(['turn-left', 'turn-right'], visitor, { plan: { captures: ['left'] } });
    expect(state.phase).toMatchObject({ name: 'failed', failure: { code } });
    expect(state.phase.name === 'failed' && state.phase.failure.detail.length).toBeLessThan(150);
  });
});
