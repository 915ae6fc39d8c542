/** `camera`: about to ask for it. `capture` and `upload`: the two ways to the pictures. */
export type SignUpStep = 'account' | 'camera' | 'capture' | 'upload' | 'review' | 'consent' | 'done';

/** What people see as the steps of the sign-up, in their order. */
export const SECTIONS = ['account', 'pictures', 'review', 'consent'] as const;
export type Section = (typeof SECTIONS)[number];

const SECTION: Record<Exclude<SignUpStep, 'done'>, Section> = {
  account: 'account',
  camera: 'pictures',
  capture: 'pictures',
  upload: 'pictures',
  review: 'review',
  consent: 'consent',
};

export const sectionOf = (step: Exclude<SignUpStep, 'done'>): Section => SECTION[step];
