import { SIGN_UP_POSES, type LiveStepAction, type LivenessAction, type Pose } from '@facegate/contracts';
import type { LiveWish } from '@facegate/face-capture';

/** What a session is for, whatever the person can do. */
export type LivePlan = Omit<LiveWish, 'without'>;

/** The movement that shows a pose. */
const ACTION_OF_POSE: Readonly<Partial<Record<Pose, LivenessAction>>> = {
  left: 'turn-left',
  right: 'turn-right',
  up: 'look-up',
  down: 'look-down',
};

/** For those who cannot turn to either side; as the server has it. */
const POSES_WITHOUT_TURNS: readonly Pose[] = ['front', 'up', 'down'];

/** The poses that a session for several pictures captures, in the order in which they are shown. */
export function guidedPoses(without: readonly LivenessAction[]): readonly Pose[] {
  const canShow = (pose: Pose): boolean => without.every((action) => action !== ACTION_OF_POSE[pose]);
  const turned = SIGN_UP_POSES.filter(canShow);
  return turned.length > 1 ? turned : POSES_WITHOUT_TURNS.filter(canShow);
}

/** The action, if the person can ask for a challenge without it. The movement that shows the one pose of a session cannot be left out. */
export function omissible(action: LiveStepAction | null, { pose }: LivePlan): LivenessAction | null {
  if (action === null || action === 'hold-still') return null;
  return pose && ACTION_OF_POSE[pose] === action ? null : action;
}

/** The pose that an action shows. */
export function poseOf(action: LiveStepAction | null): Pose | null {
  if (action === 'hold-still') return 'front';
  const found = Object.entries(ACTION_OF_POSE).find(([, shown]) => shown === action);
  return found ? (found[0] as Pose) : null;
}
