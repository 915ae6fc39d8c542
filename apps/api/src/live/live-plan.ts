import { type LivenessAction, type LiveStart, type Pose, SIGN_UP_POSES } from '@facegate/contracts';
import { ProblemError } from '../common/problem-error.js';
import type { TrialWishes } from '../face/liveness-judge.js';

/** The movement without which a pose cannot be shown. */
const NEEDS: Readonly<Record<Pose, LivenessAction | undefined>> = {
  front: undefined,
  left: 'turn-left',
  right: 'turn-right',
  up: 'look-up',
  down: 'look-down',
};

/** For who cannot turn to either side: a sign-up takes two pictures at least. */
const POSES_WITHOUT_TURNS = ['front', 'up', 'down'] as const satisfies readonly Pose[];

/** What a session is for decides what it keeps. @throws ProblemError `VALIDATION_FAILED` when the wishes leave nothing to keep */
export function wishesOf(start: LiveStart): TrialWishes {
  const { without = [], review = false } = start;
  switch (start.purpose) {
    case 'sign-up':
      return { without, captures: guided(without), review };
    case 'add-face':
      return { without, captures: start.pose ? only(start.pose, without) : guided(without), review };
    case 'sign-in':
    case 'step-up':
    case 'watch':
      return { without, captures: [], review: false };
  }
}

function guided(without: readonly LivenessAction[]): Pose[] {
  const turned = SIGN_UP_POSES.filter((pose) => canShow(pose, without));
  return turned.length > 1 ? turned : POSES_WITHOUT_TURNS.filter((pose) => canShow(pose, without));
}

function only(pose: Pose, without: readonly LivenessAction[]): Pose[] {
  if (canShow(pose, without)) return [pose];
  throw new ProblemError('VALIDATION_FAILED', 'This pose is the movement that is left out.');
}

function canShow(pose: Pose, without: readonly LivenessAction[]): boolean {
  const needed = NEEDS[pose];
  return needed === undefined || !without.includes(needed);
}
