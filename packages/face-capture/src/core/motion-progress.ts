import type { LiveFrame, LiveStepAction } from '@facegate/contracts';

/** Where the mark stands on a step's part of the ring, in degrees from rest. For the eye only: the server decides what is enough. */
const MARK_DEGREES = 14;
/** Up to here the ring shows how far past the mark the head is; 1 is the mark. */
export const FARTHEST_PROGRESS = 25 / MARK_DEGREES;
/** Only the server's word fills it up to the mark. */
const NEARLY = 0.95;

export interface HeadAtRest {
  yaw: number;
  pitch: number;
}

/** How a step's part of the ring is filled. */
export interface MotionProgress {
  /** 0…{@link FARTHEST_PROGRESS}; 1 is the mark. */
  progress: number;
  /** Enough was seen: the head has to come to rest again. */
  wayBack: boolean;
}

export const NO_PROGRESS: MotionProgress = { progress: 0, wayBack: false };

/** Whether a step has a mark: a blink and holding still have no degrees. */
export const isMovement = (action: LiveStepAction): boolean => action !== 'blink' && action !== 'hold-still';

/** The fill follows the head, so that a person who turned too far sees it go back. */
export function followMotion(
  before: MotionProgress,
  action: LiveStepAction,
  frame: LiveFrame,
  rest: HeadAtRest,
): MotionProgress {
  const { guidance } = frame;
  const wayBack = guidance === 'look-back' || (before.wayBack && guidance !== 'turn-further');
  const now = Math.min(FARTHEST_PROGRESS, Math.max(0, degreesTowards(action, frame, rest) / MARK_DEGREES));
  if (wayBack) return { progress: Math.max(1, now), wayBack };
  return { progress: guidance === 'turn-less' ? Math.max(1, now) : Math.min(NEARLY, now), wayBack };
}

function degreesTowards(action: LiveStepAction, { yaw, pitch }: LiveFrame, rest: HeadAtRest): number {
  const left = (yaw ?? rest.yaw) - rest.yaw;
  const up = (pitch ?? rest.pitch) - rest.pitch;
  const degrees = {
    'turn-left': left,
    'turn-right': -left,
    'look-up': up,
    'look-down': -up,
    blink: 0,
    'hold-still': 0,
  };
  return degrees[action];
}
