import { describe, expect, it } from 'vitest';
import type { ClaimedPose, Extraction, FaceQuality, HeadPose, ObservedFace } from '../types.js';
import { COMMON_LIMITS } from './gate-limits.js';
import { gatePicture, gateQuality, type GateCode } from './gate.js';
import { inPoseWindow } from './pose-windows.js';

const GOOD: FaceQuality = {
  interocularPx: 80,
  sharpness: 0.6,
  brightness: 0.5,
  cutOff: 0,
  eyesOpen: 1,
  overall: 1,
};
const FRONT: HeadPose = { yawDegrees: 0, pitchDegrees: 0, rollDegrees: 0 };
const ORIGIN = { x: 0, y: 0 };

function face(quality: Partial<FaceQuality> = {}, pose: Partial<HeadPose> = {}): ObservedFace {
  return {
    box: { x: 10, y: 10, width: 100, height: 120 },
    detectionScore: 0.9,
    landmarks: {
      scheme: 'ibug-68',
      points: [],
      leftEye: ORIGIN,
      rightEye: ORIGIN,
      noseTip: ORIGIN,
      mouthLeft: ORIGIN,
      mouthRight: ORIGIN,
    },
    pose: { ...FRONT, ...pose },
    quality: { ...GOOD, ...quality },
  };
}

const picture = (...faces: ObservedFace[]): Extraction => ({ width: 640, height: 480, faces });

describe('the gate', () => {
  it('lets one good face pass', () => {
    const only = face();
    expect(gatePicture(picture(only))).toEqual({ usable: true, face: only });
  });

  it('says NO_FACE', () => {
    expect(gatePicture(picture())).toEqual({ usable: false, code: 'NO_FACE', codes: ['NO_FACE'] });
  });

  it('says MULTIPLE_FACES for another face of like size, not for a bystander', () => {
    expect(gatePicture(picture(face(), face({ interocularPx: 41 })))).toMatchObject({ code: 'MULTIPLE_FACES' });
    expect(gatePicture(picture(face(), face({ interocularPx: 39 })))).toMatchObject({ usable: true });
  });

  it.each<[GateCode, Partial<FaceQuality>, Partial<FaceQuality>]>([
    ['FACE_TOO_SMALL', { interocularPx: 27.9 }, { interocularPx: 28 }],
    ['FACE_CUT_OFF', { cutOff: 0.09 }, { cutOff: 0.08 }],
    ['TOO_DARK', { brightness: 0.14 }, { brightness: 0.15 }],
    ['TOO_BRIGHT', { brightness: 0.86 }, { brightness: 0.85 }],
    ['BLURRED', { sharpness: 0.41 }, { sharpness: 0.42 }],
    ['EYES_CLOSED', { eyesOpen: COMMON_LIMITS.minEyesOpen - 0.01 }, { eyesOpen: COMMON_LIMITS.minEyesOpen }],
  ])('says %s past its limit and not at it', (code, past, at) => {
    expect(gatePicture(picture(face(past)))).toMatchObject({ usable: false, code, codes: [code] });
    expect(gatePicture(picture(face(at)))).toMatchObject({ usable: true });
  });

  it('does not judge the eyes of a face too small for it', () => {
    expect(gateQuality({ ...GOOD, interocularPx: 44, eyesOpen: 0 })).toEqual([]);
    expect(gateQuality({ ...GOOD, interocularPx: 45, eyesOpen: 0 })).toEqual(['EYES_CLOSED']);
  });

  it('names the fault first that explains the others', () => {
    expect(gateQuality({ ...GOOD, brightness: 0, sharpness: 0, interocularPx: 5 })).toEqual([
      'FACE_TOO_SMALL',
      'TOO_DARK',
      'BLURRED',
    ]);
  });

  it('says POSE_MISMATCH only when a pose is claimed', () => {
    const turned = picture(face({}, { yawDegrees: 30 }));
    expect(gatePicture(turned)).toMatchObject({ usable: true });
    expect(gatePicture(turned, { pose: 'left' })).toMatchObject({ usable: true });
    expect(gatePicture(turned, { pose: 'front' })).toMatchObject({ code: 'POSE_MISMATCH' });
    expect(gatePicture(turned, { pose: 'right' })).toMatchObject({ code: 'POSE_MISMATCH' });
  });
});

const at = (yawDegrees: number, pitchDegrees: number): HeadPose => ({ yawDegrees, pitchDegrees, rollDegrees: 0 });

describe('pose windows', () => {
  it.each<[ClaimedPose, HeadPose]>([
    ['front', at(0, 0)],
    ['left', at(15, 0)],
    ['right', at(-15, 0)],
    ['up', at(0, 15)],
    ['down', at(0, -15)],
  ])('%s takes its own', (pose, head) => {
    expect(inPoseWindow(head, pose)).toBe(true);
  });

  it('never take left for right', () => {
    for (let yaw = 1; yaw < 90; yaw++) {
      expect(inPoseWindow(at(yaw, 0), 'right')).toBe(false);
      expect(inPoseWindow(at(-yaw, 0), 'left')).toBe(false);
    }
  });

  it('are relative to the rest pose when it is known', () => {
    const low = at(0, 12);
    expect(inPoseWindow(low, 'down', { yawDegrees: 0, pitchDegrees: 20 })).toBe(true);
    expect(inPoseWindow(low, 'down')).toBe(false);
  });
});
