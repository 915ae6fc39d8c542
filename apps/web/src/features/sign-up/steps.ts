/** `camera`: about to ask for it. `capture` and `upload`: the two ways to the pictures. */
export type SignUpStep = 'account' | 'consent' | 'camera' | 'capture' | 'upload' | 'review' | 'done';

/** What people see as the steps of the sign-up, in their order. */
export const SECTIONS = ['account', 'consent', 'pictures', 'review'] as const;
export type Section = (typeof SECTIONS)[number];

const SECTION: Record<Exclude<SignUpStep, 'done'>, Section> = {
  account: 'account',
  consent: 'consent',
  camera: 'pictures',
  capture: 'pictures',
  upload: 'pictures',
  review: 'review',
};

export const sectionOf = (step: Exclude<SignUpStep, 'done'>): Section => SECTION[step];
