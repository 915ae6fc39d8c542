import { describe, expect, test } from 'vitest';
import { ApiProblem } from '../../shared/api/problem.js';
import { accountFaults, accountFaultsOf } from '../../shared/account/account-faults.js';
import { pictureFaultsOf } from './picture-faults.js';
import { SIGN_UP_START, signUpReducer, type SignUpEvent, type SignUpState } from './sign-up-state.js';
import type { Section } from './steps.js';

const ACCOUNT = { username: 'ada', email: 'ada@example.org', password: 'correct horse' };
const USER = {
  id: 'u',
  username: 'ada',
  email: 'ada@example.org',
  emailVerified: false,
  role: 'user' as const,
  createdAt: '2026-11-20T10:00:00Z',
};
const run = (...events: SignUpEvent[]): SignUpState => events.reduce(signUpReducer, SIGN_UP_START);
const toConsent: SignUpEvent[] = [
  { type: 'account-given', account: ACCOUNT },
  { type: 'way-chosen', way: 'capture' },
  { type: 'pictures-complete' },
  { type: 'pictures-accepted' },
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
  test('account, camera, capture, review, consent, done', () => {
    expect(run(...toConsent.slice(0, 1)).step).toBe('camera');
    expect(run(...toConsent.slice(0, 2)).step).toBe('capture');
    expect(run(...toConsent.slice(0, 3)).step).toBe('review');
    expect(run(...toConsent).step).toBe('consent');
    const done = run(...toConsent, { type: 'stored', user: USER });
    expect(done).toMatchObject({ step: 'done', user: USER, account: null });
  });

  test('the buttons of the browser lose nothing and skip nothing', () => {
    expect(turn(SIGN_UP_START, 'consent')).toBe('account');
    const taking = run(...toConsent.slice(0, 2));
    expect(turn(taking, 'account')).toBe('account');
    expect(turn(taking, 'review')).toBe('camera');
    const complete = run(...toConsent);
    expect(turn(complete, 'review')).toBe('review');
    expect(turn(complete, 'pictures')).toBe('account');
    expect(turn(run(...toConsent.slice(0, 3)), 'consent')).toBe('consent');
    expect(turn(run(...toConsent, refused('BLURRED', 1)), 'consent')).toBe('review');
    expect(turn(run(...toConsent, { type: 'stored', user: USER }), 'consent')).toBe('done');
  });

  test('a taken name leads back to the account, and from there straight to consent', () => {
    const state = run(...toConsent, refused('USERNAME_TAKEN'));
    expect(state).toMatchObject({ step: 'account', accountFaults: { username: 'USERNAME_TAKEN' } });
    const corrected = signUpReducer(state, { type: 'account-given', account: { ...ACCOUNT, username: 'ada2' } });
    expect(corrected).toMatchObject({ step: 'consent', accountFaults: {} });
  });

  test('a bad picture leads to the review, where only that one is taken again', () => {
    const state = run(...toConsent, refused('BLURRED', 1));
    expect(state).toMatchObject({ step: 'review', pictureFaults: { left: 'BLURRED' } });
    expect(signUpReducer(state, { type: 'pictures-accepted' })).toBe(state);
    const again = signUpReducer(state, { type: 'retake', pose: 'left' });
    expect(again).toMatchObject({ step: 'capture', pictureFaults: {}, complete: false });
    expect(signUpReducer(again, { type: 'pictures-complete' }).step).toBe('review');
  });

  test('who uploads, retakes by upload', () => {
    const state = run(
      { type: 'account-given', account: ACCOUNT },
      { type: 'way-chosen', way: 'upload' },
      { type: 'pictures-complete' },
      { type: 'retake', pose: 'front' },
    );
    expect(state.step).toBe('upload');
  });

  test('any other refusal stays and is told', () => {
    const state = run(...toConsent, refused('BUSY'));
    expect(state).toMatchObject({ step: 'consent', problem: { code: 'BUSY' } });
    expect(signUpReducer(state, { type: 'sending' }).problem).toBeNull();
  });

  test('pictures that are complete elsewhere move nobody', () => {
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
