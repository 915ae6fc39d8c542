import type { FrameFacts, MeasuredFace } from '@facegate/face-engine';
import { describe, expect, it } from 'vitest';
import type { MeasuredFrame } from '../measures/series.js';
import { StillsPoser, WarpPoser, type Stills } from './posers.js';

const frame = (sha256: string, at = 0, x?: number): MeasuredFrame => ({
  atSeconds: at,
  facts: {
    width: 4,
    height: 3,
    sha256,
    faces: 1,
    ...(x !== undefined && { face: { points: Float32Array.of(x, 0) } as MeasuredFace }),
  },
});
const names = (shown: readonly { facts: FrameFacts }[]): string => shown.map(({ facts }) => facts.sha256).join(' ');

const play = (poser: StillsPoser, degrees: readonly number[]): string =>
  names(degrees.map((value) => poser.frame(value > 0 ? { motion: 'turn-left', degrees: value } : undefined)));

describe('stills in turn', () => {
  const stills: Stills = {
    front: [frame('front')],
    motions: new Map([
      [
        'turn-left',
        {
          half: [frame('half')],
          side: [frame('side')],
          frontToSide: [1, 2, 3, 4].map((i) => frame(`fs${i}`)),
          frontToHalf: [1, 2, 3, 4].map((i) => frame(`fh${i}`)),
          halfToSide: [1, 2, 3, 4].map((i) => frame(`hs${i}`)),
        },
      ],
    ]),
  };

  it('are cut hard', () => {
    expect(play(new StillsPoser(stills, { half: false, fadeFrames: 0 }), [0, 5, 20, 20, 0])).toBe(
      'front front side side front',
    );
  });

  it('go by the still half-way', () => {
    expect(play(new StillsPoser(stills, { half: true, fadeFrames: 0 }), [0, 8, 20, 8, 0])).toBe(
      'front half side half front',
    );
  });

  it('fade into each other, and back the same way', () => {
    const poser = new StillsPoser(stills, { half: false, fadeFrames: 2 });
    expect(play(poser, [0, 20, 20, 20, 0, 0, 0])).toBe('front fs2 fs3 side fs3 fs2 front');
  });

  it('stay in front for a movement that there is no still of', () => {
    const poser = new StillsPoser(stills, { half: false, fadeFrames: 0 });
    expect(names([poser.frame({ motion: 'look-up', degrees: 20 })])).toBe('front');
  });
});

describe('a warped photograph', () => {
  const yaw = [-2, 0, 2, 4].map((degrees) => frame(`yaw ${degrees}`, degrees, degrees * 10));
  const poser = new WarpPoser([frame('still')], { yaw, pitch: [frame('pitch', -2, 0)] });

  it('is the photograph at rest, and turned the picture that is nearest', () => {
    expect(names([poser.frame(undefined), poser.frame({ motion: 'turn-left', degrees: 3.5 })])).toBe('still yaw 4');
    expect(
      names([poser.frame({ motion: 'turn-right', degrees: 30 }), poser.frame({ motion: 'look-down', degrees: 2 })]),
    ).toBe('yaw -2 pitch');
  });

  it('is moved by what is left between two pictures', () => {
    expect(poser.frame({ motion: 'turn-left', degrees: 2.5 })).toMatchObject({ move: { x: 5, y: 0, scale: 1 } });
    expect(poser.frame({ motion: 'turn-left', degrees: 1.5 })).toMatchObject({ move: { x: -5 } });
  });
});
