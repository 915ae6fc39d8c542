import { describe, expect, it } from 'vitest';
import { beginAgain, follow, forgetFace, startContinuity, type Continuity, type ContinuityStep } from './continuity.js';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import { madeUpFace, madeUpFrame, type Look } from './sessions.test-support.js';

const REST = madeUpFace({});

interface Followed {
  kinds: string[];
  steps: ContinuityStep[];
  continuity: Continuity;
}

/** Follows frames of these looks, at 100 ms each unless other times are given; stops where they break off. */
function followed(looks: readonly Look[], times?: readonly number[], limits = LIVENESS_LIMITS): Followed {
  let continuity = startContinuity(0);
  const steps: ContinuityStep[] = [];
  for (const [i, look] of looks.entries()) {
    const atMs = times?.[i] ?? i * 100;
    const step = follow(continuity, { ...madeUpFrame(i * 100, look), arrivedAtMs: atMs }, REST, limits);
    steps.push(step);
    ({ continuity } = step);
    if (step.kind === 'broken') break;
  }
  return { kinds: steps.map(nameOf), steps, continuity };
}

function nameOf(step: ContinuityStep): string {
  if (step.kind === 'broken') return step.failure.code;
  return step.kind === 'skipped' && step.tooFar ? 'too far' : step.kind;
}

const endOf = (looks: readonly Look[]): string | undefined => followed(looks).kinds.at(-1);

const HERE: Look = { x: -150 };
const THERE: Look = { x: 150 };

describe('a face that is elsewhere', () => {
  it('for one frame is skipped', () => {
    const { kinds, continuity } = followed([HERE, HERE, THERE, HERE, HERE]);
    expect(kinds).toEqual(['new', 'new', 'skipped', 'new', 'new']);
    expect(continuity).toMatchObject({ cuts: 0 });
    expect(continuity.stray).toBeUndefined();
  });

  it('for two frames is judged there from the second on', () => {
    const { kinds, continuity } = followed([HERE, HERE, THERE, THERE, THERE]);
    expect(kinds).toEqual(['new', 'new', 'skipped', 'new', 'new']);
    expect(continuity.cuts).toBe(1);
  });

  it('twice has jumped', () => {
    expect(followed([HERE, THERE, THERE, THERE, HERE, HERE]).kinds).toEqual([
      'new',
      'skipped',
      'new',
      'new',
      'skipped',
      'JUMP',
    ]);
  });

  it('in another place each time is skipped each time', () => {
    const scattered = [HERE, THERE, { x: -150, size: 2 }, HERE];
    expect(followed(scattered).kinds).toEqual(['new', 'skipped', 'skipped', 'new']);
  });

  it.each<[string, Look]>([
    ['grew', { size: 1.6 }],
    ['turned', { yaw: 38 }],
  ])('so is one that %s at once', (_name, look) => {
    expect(followed([{}, look, {}]).kinds).toEqual(['new', 'skipped', 'new']);
  });
});

describe('a head that turns too far', () => {
  it('is skipped past 40°, and judged on its way back', () => {
    const turn = [0, 15, 30, 39, 48, 52, 45, 35, 20, 0].map((yaw) => ({ yaw }));
    expect(followed(turn).kinds).toEqual([
      'new',
      'new',
      'new',
      'new',
      'too far',
      'too far',
      'too far',
      'new',
      'new',
      'new',
    ]);
  });

  it('is skipped from 28° on while its mesh gives any place, until it is back', () => {
    const collapsed = [{ yaw: 15 }, { yaw: 30 }, { yaw: -10 }, { yaw: -38 }, { yaw: 28 }, { yaw: 10 }];
    expect(followed(collapsed).kinds).toEqual(['new', 'new', 'too far', 'too far', 'new', 'new']);
  });

  it('is not waited for longer than maxSkippedMs', () => {
    const limits = { ...LIVENESS_LIMITS, jumpDegreesPerS: 10, maxSkippedMs: 350 };
    const gone = [{ yaw: 0 }, { yaw: 6 }, { yaw: 12 }, { yaw: 18 }, { yaw: 24 }, { yaw: 30 }];
    const elsewhere = [{ yaw: -10 }, { yaw: -10 }, { yaw: -10 }, { yaw: -10 }, { yaw: -10 }];
    expect(followed([...gone, ...elsewhere], undefined, limits).kinds.slice(gone.length)).toEqual([
      'too far',
      'too far',
      'too far',
      'skipped',
      'new',
    ]);
  });
});

describe('frames that arrive together', () => {
  const moving = [0, 0, 0, 0, 0, 0, 14, 28, 36].map((yaw) => ({ yaw }));

  it('were not taken together: the head had time to move', () => {
    const times = [0, 100, 200, 300, 400, 500, 800, 801, 802];
    expect(new Set(followed(moving, times).kinds)).toEqual(new Set(['new']));
  });

  it('do not let a head be anywhere', () => {
    const times = [0, 100, 200, 300, 400, 500, 800, 801, 802];
    const thrown = [...moving.slice(0, 7), { yaw: -38 }, { yaw: 36 }];
    expect(followed(thrown, times).kinds.slice(7)).toEqual(['skipped', 'new']);
  });
});

describe('movement', () => {
  const times = 40;
  const along = (of: (i: number) => Look): Look[] => Array.from({ length: times }, (_, i) => of(i));

  it('in steps is that of held frames when the head moves so', () => {
    expect(endOf(along((i) => ({ yaw: 6 * Math.floor(i / 2) - 36 })))).toBe('FRAMES_HELD');
  });

  it('in steps is nothing when the face only moves through the picture', () => {
    expect(endOf(along((i) => ({ x: 8 * Math.floor(i / 2) - 80 })))).toBe('new');
  });

  it('along the same way again is a repeat when the head moves so', () => {
    expect(endOf(along((i) => ({ yaw: 24 * Math.sin((i * Math.PI) / 8) })))).toBe('REPEATED_MOTION');
  });

  it('along the same small way again is what a still person does', () => {
    expect(endOf(along((i) => ({ pitch: 4 * Math.sin((i * Math.PI) / 8) })))).toBe('new');
  });

  it('along the same way again is nothing when the face only moves through the picture', () => {
    expect(endOf(along((i) => ({ x: 40 * Math.sin((i * Math.PI) / 8) })))).toBe('new');
  });

  it('that turns back at every frame is that of frames out of order', () => {
    expect(endOf(along((i) => ({ yaw: (i % 2) * (20 + i / 4) })))).toBe('FRAMES_REORDERED');
  });
});

describe('a new beginning', () => {
  const { continuity } = followed([HERE, HERE, THERE, THERE]);

  it('forgets the face, and no frame', () => {
    const fresh = forgetFace(continuity);
    expect(fresh).toMatchObject({ hashes: continuity.hashes, arrivals: continuity.arrivals, cuts: 0 });
    expect(fresh.seen).toBeUndefined();
    expect(nameOf(follow(fresh, madeUpFrame(400, HERE), REST, LIVENESS_LIMITS))).toBe('new');
    expect(nameOf(follow(fresh, { ...madeUpFrame(400, HERE), sha256: 'frame at 100' }, REST, LIVENESS_LIMITS))).toBe(
      'REPEATED_FRAME',
    );
  });

  it('after a review is not broken by the silence before', () => {
    const later = { ...madeUpFrame(60_000, HERE) };
    expect(nameOf(follow(continuity, later, REST, LIVENESS_LIMITS))).toBe('FRAME_GAP');
    expect(nameOf(follow(beginAgain(continuity, 59_900), later, REST, LIVENESS_LIMITS))).toBe('new');
    expect(beginAgain(continuity, 59_900).hashes).toEqual(continuity.hashes);
  });
});
