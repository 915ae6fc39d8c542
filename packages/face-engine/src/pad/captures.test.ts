import { describe, expect, it } from 'vitest';
import { LIVENESS_LIMITS } from './liveness-limits.js';
import type { LivenessEffect } from './liveness-state.js';
import { failureOf, madeUpFrame, obeying, play, type Played, type Visitor } from './sessions.test-support.js';

const POSES = ['front', 'left', 'right'] as const;
const CHALLENGE = ['turn-left', 'blink', 'turn-right'] as const;
const review = { captures: POSES, review: true };

const kindsOf = ({ effects }: Played): string[] =>
  effects
    .filter(({ type }) => type !== 'guidance')
    .map((effect) =>
      'pose' in effect ? `${effect.type} ${effect.pose}` : 'action' in effect ? effect.action : effect.type,
    );
const capturedIn = ({ state }: Played) => (state.phase.name === 'live' ? state.phase.evidence.captured : []);
const atReview = (played: Played): number =>
  played.effects.find((effect): effect is LivenessEffect & { type: 'review' } => effect.type === 'review')!.deadlineMs -
  LIVENESS_LIMITS.reviewMs;

/** Too dark for a picture of the turn to the left. */
const dark: Visitor = (atMs, told) => {
  const look = obeying(atMs, told) as object;
  return told && atMs - told.atMs < 2500 && told.action === 'turn-left' ? { ...look, brightness: 0.1 } : look;
};

describe('a session that captures poses', () => {
  it('tells the frame that it keeps for each pose as soon as that pose was seen', () => {
    const played = play([...CHALLENGE], obeying, { plan: { captures: POSES } });
    expect(kindsOf(played)).toEqual([
      'captured front',
      'turn-left',
      'captured left',
      'blink',
      'turn-right',
      'captured right',
      'live',
    ]);
  });

  it('keeps frames of the session, each within the window of its pose', () => {
    const captured = capturedIn(play([...CHALLENGE], obeying, { plan: { captures: POSES } }));
    expect(captured.map(({ pose }) => pose)).toEqual(POSES);
    for (const { sha256, embedding } of captured) {
      expect(sha256).toMatch(/^frame at \d+$/);
      expect(embedding).toEqual(madeUpFrame(0, {}).face!.embedding);
    }
  });

  it('asks again for a movement in which no frame could be kept', () => {
    const played = play([...CHALLENGE], dark, { plan: { captures: POSES } });
    expect(failureOf(played)).not.toBe('live');
    expect(kindsOf(played)).not.toContain('captured left');
  });

  it('captures a pose again when the page asks for it during the session', () => {
    const again = play([...CHALLENGE], obeying, {
      plan: { captures: POSES },
      wishes: [{ type: 'retake', pose: 'left', atMs: 3500 }],
    });
    expect(kindsOf(again).slice(-3)).toEqual(['turn-left', 'captured left', 'live']);
    expect(capturedIn(again)).toHaveLength(3);
  });

  it('ignores a wish for a pose that was not captured', () => {
    const wishes = [{ type: 'retake', pose: 'up', atMs: 3000 } as const];
    expect(kindsOf(play([...CHALLENGE], obeying, { plan: { captures: POSES }, wishes }))).not.toContain('look-up');
  });
});

describe('a session with a review', () => {
  it('waits once all is captured, and ends when it is told to finish', () => {
    const waiting = play([...CHALLENGE], obeying, { plan: review });
    expect(failureOf(waiting)).toBe('reviewing');
    const finished = play([...CHALLENGE], obeying, {
      plan: review,
      wishes: [{ type: 'finish', atMs: atReview(waiting) + 5000 }],
    });
    expect(kindsOf(finished).slice(-2)).toEqual(['review', 'live']);
  });

  it('learns the rest again before it captures a pose again', () => {
    const at = atReview(play([...CHALLENGE], obeying, { plan: review }));
    const played = play([...CHALLENGE], obeying, {
      plan: review,
      wishes: [
        { type: 'retake', pose: 'front', atMs: at + 3000 },
        { type: 'finish', atMs: at + 9000 },
      ],
    });
    expect(kindsOf(played).slice(-4)).toEqual(['hold-still', 'captured front', 'review', 'live']);
  });

  it('refuses another person who sits down after the review', () => {
    const at = atReview(play([...CHALLENGE], obeying, { plan: review }));
    const swapped: Visitor = (atMs, told) => ({ ...(obeying(atMs, told) as object), person: atMs > at + 2000 ? 1 : 0 });
    const wishes = [{ type: 'retake', pose: 'left', atMs: at + 3000 } as const];
    expect(failureOf(play([...CHALLENGE], swapped, { plan: review, wishes }))).toBe('FACE_CHANGED');
  });

  it('ends when nothing happens', () => {
    expect(failureOf(play([...CHALLENGE], obeying, { plan: review, untilMs: 140_000 }))).toBe('SESSION_EXPIRED');
  });
});
