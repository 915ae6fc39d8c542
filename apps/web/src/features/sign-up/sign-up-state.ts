import type { AccountFields, Pose, UserProfile } from '@facegate/contracts';
import type { ApiProblem } from '../../shared/api/problem.js';
import type { AccountFaults } from '../../shared/account/account-faults.js';
import type { PictureFaults } from './picture-faults.js';
import type { Section, SignUpStep } from './steps.js';

/** Why pictures that were complete have to be taken again. */
export type PicturesLost = 'REVIEW_EXPIRED' | 'REVIEW_LOST' | 'PROOF_OVER';

export interface SignUpState {
  step: SignUpStep;
  account: AccountFields | null;
  /** To the consent text. Frames go to the server from the first second on, so it comes before the camera. */
  agreed: boolean;
  /** The way that pictures are taken again. */
  way: 'capture' | 'upload';
  complete: boolean;
  lost: PicturesLost | null;
  accountFaults: AccountFaults;
  pictureFaults: PictureFaults;
  /** What the server said, when no field and no picture can be named. */
  problem: ApiProblem | null;
  user: UserProfile | null;
}

export type SignUpEvent =
  | { type: 'account-given'; account: AccountFields }
  | { type: 'agreed' }
  | { type: 'way-chosen'; way: 'capture' | 'upload' }
  | { type: 'pictures-complete' }
  | { type: 'pictures-lost'; reason: PicturesLost }
  | { type: 'retake'; pose: Pose }
  | { type: 'went-to'; step: 'account' | 'consent' }
  /** By the browser's own buttons. */
  | { type: 'turned-to'; section: Section }
  | { type: 'sending' }
  | { type: 'refused'; problem: ApiProblem; accountFaults: AccountFaults; pictureFaults: PictureFaults }
  | { type: 'stored'; user: UserProfile };

export const SIGN_UP_START: SignUpState = {
  step: 'account',
  account: null,
  agreed: false,
  way: 'capture',
  complete: false,
  lost: null,
  accountFaults: {},
  pictureFaults: {},
  problem: null,
  user: null,
};

const isEmpty = (faults: object): boolean => Object.keys(faults).length === 0;

/** The first step for which something is missing. */
const nextStep = ({ agreed, complete }: SignUpState): SignUpStep =>
  agreed ? (complete ? 'review' : 'camera') : 'consent';

/** Nothing that was given is lost: pictures that are complete are not taken again, and nothing is skipped that is missing. */
function reachable(state: SignUpState, section: Section): SignUpStep {
  const { step, account, complete } = state;
  if (step === 'done' || !account) return step;
  if (section === 'account') return 'account';
  if (section === 'consent' || (section === 'pictures' && complete)) return 'consent';
  return nextStep(state);
}

export function signUpReducer(state: SignUpState, event: SignUpEvent): SignUpState {
  switch (event.type) {
    case 'account-given':
      // Whoever was sent back for a taken name has agreed and has the pictures already.
      return { ...state, step: nextStep(state), account: event.account, accountFaults: {}, problem: null };
    case 'agreed': {
      const agreed = { ...state, agreed: true };
      return { ...agreed, step: nextStep(agreed) };
    }
    case 'way-chosen':
      return { ...state, step: event.way, way: event.way, complete: false, lost: null, pictureFaults: {} };
    case 'pictures-complete':
      if (state.step !== 'capture' && state.step !== 'upload') return state;
      return { ...state, step: 'review', complete: true };
    case 'pictures-lost': {
      const step = state.step === 'review' ? 'camera' : state.step;
      return { ...state, step, complete: false, lost: event.reason, pictureFaults: {}, problem: null };
    }
    case 'retake': {
      const { [event.pose]: _mended, ...pictureFaults } = state.pictureFaults;
      return { ...state, step: state.way, complete: false, pictureFaults, problem: null };
    }
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
