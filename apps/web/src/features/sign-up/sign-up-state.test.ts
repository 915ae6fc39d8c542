import { describe, expect, test } from 'vitest';
import { ApiProblem } from '../../shared/api/problem.js';
import { accountFaults, accountFaultsOf } from '../../shared/account/account-faults.js';
import { pictureFaultsOf } from './picture-faults.js';
import { SIGN_UP_START, signUpReducer, type SignUpEvent, type SignUpState } from './sign-up-state.js';
import { SECTIONS, type Section } from './steps.js';

const ACCOUNT = { username: 'ada', email: 'ada@example.org', password: 'correct horse' };
const USER = {
  id: 'u',
  username: 'ada',
  email: 'ada@example.org',
  emailVerified: false,
  role: 'user' as const,
  faceLogIn: 'on' as const,
  createdAt: '2026-11-20T10:00:00Z',
};
const run = (...events: SignUpEvent[]): SignUpState => events.reduce(signUpReducer, SIGN_UP_START);
const toReview: SignUpEvent[] = [
  { type: 'account-given', account: ACCOUNT },
  { type: 'agreed' },
  { type: 'way-chosen', way: 'capture' },
  { type: 'pictures-complete' },
];
const turn = (state: SignUpState, section: Section) => signUpReducer(state, { type: 'turned-to', section }).step;
const refused = (code: ConstructorParameters<typeof ApiProblem>[0], index?: number): SignUpEvent => {
  const errors = index === undefined ? [] : [{ field: `images[${index}].data`, index, code, detail: '' }];
  const problem = new ApiProblem(code, { errors });
  return {
    type: 'refused',
    problem,
    accountFaults: accountFaultsOf(problem),
    pictureFaults: pictureFaultsOf(problem, ['front', 'left', 'right']),
  };
};

describe('sign-up', () => {
  test('goes from account to consent, camera, capture, review and done', () => {
    expect(run(...toReview.slice(0, 1)).step).toBe('consent');
    expect(run(...toReview.slice(0, 2)).step).toBe('camera');
    expect(run(...toReview.slice(0, 3)).step).toBe('capture');
    expect(run(...toReview).step).toBe('review');
    const done = run(...toReview, { type: 'stored', user: USER });
    expect(done).toMatchObject({ step: 'done', user: USER, account: null });
  });

  test('never reaches the camera without consent', () => {
    const account = run(...toReview.slice(0, 1));
    for (const section of SECTIONS) expect(['account', 'consent']).toContain(turn(account, section));
  });

  test('loses nothing and skips nothing by the buttons of the browser', () => {
    expect(turn(SIGN_UP_START, 'review')).toBe('account');
    const taking = run(...toReview.slice(0, 3));
    expect(turn(taking, 'account')).toBe('account');
    expect(turn(taking, 'consent')).toBe('consent');
    expect(turn(taking, 'review')).toBe('camera');
    const complete = run(...toReview);
    expect(turn(complete, 'review')).toBe('review');
    expect(turn(complete, 'pictures')).toBe('consent');
    expect(turn(run(...toReview, { type: 'stored', user: USER }), 'review')).toBe('done');
  });

  test('leads a taken name back to the account, and from there straight to the review', () => {
    const state = run(...toReview, refused('USERNAME_TAKEN'));
    expect(state).toMatchObject({ step: 'account', accountFaults: { username: 'USERNAME_TAKEN' } });
    const corrected = signUpReducer(state, { type: 'account-given', account: { ...ACCOUNT, username: 'ada2' } });
    expect(corrected).toMatchObject({ step: 'review', accountFaults: {} });
  });

  test('leads a bad picture to the review, where only that one is taken again', () => {
    const state = run(...toReview, refused('BLURRED', 1));
    expect(state).toMatchObject({ step: 'review', pictureFaults: { left: 'BLURRED' } });
    const again = signUpReducer(state, { type: 'retake', pose: 'left' });
    expect(again).toMatchObject({ step: 'capture', pictureFaults: {}, complete: false });
    expect(signUpReducer(again, { type: 'pictures-complete' }).step).toBe('review');
  });

  test('retakes a file by another file', () => {
    const state = run(
      ...toReview.slice(0, 2),
      { type: 'way-chosen', way: 'upload' },
      { type: 'pictures-complete' },
      { type: 'retake', pose: 'front' },
    );
    expect(state.step).toBe('upload');
  });

  test('asks for pictures once more when they are lost in the review, and says why', () => {
    const lost = run(...toReview, { type: 'pictures-lost', reason: 'REVIEW_EXPIRED' });
    expect(lost).toMatchObject({ step: 'camera', complete: false, lost: 'REVIEW_EXPIRED', account: ACCOUNT });
    const again = signUpReducer(lost, { type: 'way-chosen', way: 'capture' });
    expect(again).toMatchObject({ step: 'capture', lost: null });
  });

  test('leaves the account that is being corrected open when its pictures are lost, and asks for them afterwards', () => {
    const lost = run(...toReview, refused('EMAIL_TAKEN'), { type: 'pictures-lost', reason: 'PROOF_OVER' });
    expect(lost.step).toBe('account');
    const corrected = signUpReducer(lost, { type: 'account-given', account: ACCOUNT });
    expect(corrected).toMatchObject({ step: 'camera', lost: 'PROOF_OVER' });
  });

  test('stays where it is for any other refusal, and tells it', () => {
    const state = run(...toReview, refused('BUSY'));
    expect(state).toMatchObject({ step: 'review', problem: { code: 'BUSY' } });
    expect(signUpReducer(state, { type: 'sending' }).problem).toBeNull();
  });

  test('is not moved by pictures that are complete while another step is open', () => {
    const state = run({ type: 'account-given', account: ACCOUNT });
    expect(signUpReducer(state, { type: 'pictures-complete' })).toBe(state);
  });
});

describe('faults of the account', () => {
  test('by the rules of the contract, one code a field', () => {
    expect(accountFaults(ACCOUNT)).toEqual({});
    expect(accountFaults({ username: '', email: '', password: '' })).toEqual({
      username: 'isString',
      email: 'isString',
      password: 'isString',
    });
    expect(accountFaults({ username: 'a b c', email: 'ada', password: 'short' })).toEqual({
      username: 'matches',
      email: 'isEmail',
      password: 'isLength',
    });
    expect(accountFaults({ ...ACCOUNT, username: 'ab' })).toEqual({ username: 'isLength' });
  });

  test('from the server: taken names, and fields of a failed validation', () => {
    expect(accountFaultsOf(new ApiProblem('EMAIL_TAKEN'))).toEqual({ email: 'EMAIL_TAKEN' });
    const errors = [
      { field: 'username', code: 'matches', detail: '' },
      { field: 'images', code: 'arrayMinSize', detail: '' },
    ];
    expect(accountFaultsOf(new ApiProblem('VALIDATION_FAILED', { errors }))).toEqual({ username: 'matches' });
  });
});

describe('faults of pictures', () => {
  test('by index, in the order sent; what is no code of a picture is a bad file', () => {
    const errors = [
      { field: 'images[2].data', index: 2, code: 'NO_FACE', detail: '' },
      { field: 'images[0].data', index: 0, code: 'isNotEmpty', detail: '' },
      { field: 'images[7].data', index: 7, code: 'NO_FACE', detail: '' },
      { field: 'email', code: 'isEmail', detail: '' },
    ];
    const problem = new ApiProblem('NO_FACE', { errors });
    expect(pictureFaultsOf(problem, ['front', 'left', 'right'])).toEqual({ right: 'NO_FACE', front: 'IMAGE_INVALID' });
  });
});
