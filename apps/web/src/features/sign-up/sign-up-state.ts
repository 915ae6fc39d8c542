import type { AccountFields, Pose, UserProfile } from '@facegate/contracts';
import type { ApiProblem } from '../../shared/api/problem.js';
import type { AccountFaults } from '../../shared/account/account-faults.js';
import type { PictureFaults } from './picture-faults.js';
import type { Section, SignUpStep } from './steps.js';

export interface SignUpState {
  step: SignUpStep;
  account: AccountFields | null;
  /** The way that pictures are taken again. */
  way: 'capture' | 'upload';
  complete: boolean;
  accountFaults: AccountFaults;
  pictureFaults: PictureFaults;
  /** What the server said, when no field and no picture can be named. */
  problem: ApiProblem | null;
  user: UserProfile | null;
}

export type SignUpEvent =
  | { type: 'account-given'; account: AccountFields }
  | { type: 'way-chosen'; way: 'capture' | 'upload' }
  | { type: 'pictures-complete' }
  | { type: 'retake'; pose: Pose }
  | { type: 'pictures-accepted' }
  | { type: 'went-to'; step: 'account' | 'camera' | 'review' }
  /** By the browser's own buttons. */
  | { type: 'turned-to'; section: Section }
  | { type: 'sending' }
  | { type: 'refused'; problem: ApiProblem; accountFaults: AccountFaults; pictureFaults: PictureFaults }
  | { type: 'stored'; user: UserProfile };

export const SIGN_UP_START: SignUpState = {
  step: 'account',
  account: null,
  way: 'capture',
  complete: false,
  accountFaults: {},
  pictureFaults: {},
  problem: null,
  user: null,
};

const isEmpty = (faults: object): boolean => Object.keys(faults).length === 0;

/** Nothing that was given is lost: pictures that are complete are not taken anew, and nothing is skipped that is missing. */
function reachable({ step, account, complete, pictureFaults }: SignUpState, section: Section): SignUpStep {
  if (step === 'done' || !account) return step;
  if (section === 'account') return 'account';
  if (!complete) return 'camera';
  if (section === 'pictures') return 'account';
  return section === 'consent' && isEmpty(pictureFaults) ? 'consent' : 'review';
}

export function signUpReducer(state: SignUpState, event: SignUpEvent): SignUpState {
  switch (event.type) {
    case 'account-given': {
      // Whoever was sent back for a taken name has the pictures already.
      const step = state.complete ? (isEmpty(state.pictureFaults) ? 'consent' : 'review') : 'camera';
      return { ...state, step, account: event.account, accountFaults: {}, problem: null };
    }
    case 'way-chosen':
      return { ...state, step: event.way, way: event.way };
    case 'pictures-complete':
      if (state.step !== 'capture' && state.step !== 'upload') return state;
      return { ...state, step: 'review', complete: true };
    case 'retake': {
      const pictureFaults = { ...state.pictureFaults };
      delete pictureFaults[event.pose];
      return { ...state, step: state.way, complete: false, pictureFaults, problem: null };
    }
    case 'pictures-accepted':
      return state.complete && isEmpty(state.pictureFaults) ? { ...state, step: 'consent', problem: null } : state;
    case 'went-to':
      return { ...state, step: event.step };
    case 'turned-to':
      return { ...state, step: reachable(state, event.section) };
    case 'sending':
      return { ...state, problem: null };
    case 'refused': {
      const { problem, accountFaults, pictureFaults } = event;
      if (!isEmpty(accountFaults)) return { ...state, step: 'account', accountFaults, pictureFaults };
      if (!isEmpty(pictureFaults)) return { ...state, step: 'review', pictureFaults };
      return { ...state, problem };
    }
    case 'stored':
      // The password is of no more use here.
      return { ...SIGN_UP_START, step: 'done', user: event.user };
  }
}
