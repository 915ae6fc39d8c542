import { SIGN_UP_POSES, type LiveStepAction, type LivenessAction, type Pose } from '@facegate/contracts';
import type { LiveWish } from '@facegate/face-capture';

/** What a session is for, whatever the person can do. */
export type LivePlan = Omit<LiveWish, 'without'>;

const POSE_OF_ACTION: Partial<Record<LiveStepAction, Pose>> = {
  'turn-left': 'left',
  'turn-right': 'right',
  'look-up': 'up',
  'look-down': 'down',
};

/** The poses that the session keeps a picture of. */
function captures({ purpose, pose }: LivePlan): readonly Pose[] {
  if (purpose !== 'sign-up' && purpose !== 'add-face') return [];
  return pose ? [pose] : SIGN_UP_POSES;
}

/** The action, if the person can ask for a challenge without it: a movement that shows a pose to capture cannot be left out. */
export function omissible(action: LiveStepAction | null, plan: LivePlan): LivenessAction | null {
  if (action === null || action === 'hold-still') return null;
  const pose = POSE_OF_ACTION[action];
  return pose && captures(plan).includes(pose) ? null : action;
}
