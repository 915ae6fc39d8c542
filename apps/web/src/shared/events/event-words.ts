import type { AccountEvent } from '@facegate/contracts';
import type { TFunction } from 'i18next';

/** What happened, as a person says it. */
export function eventWords(t: TFunction<'account'>, { action, outcome, reason, method }: AccountEvent): string {
  if (reason === 'FACE_ALREADY_ENROLLED')
    return t(action === 'face-added' ? 'events.duplicateFace' : 'events.duplicate');
  if (reason === 'SECOND_FACTOR_INVALID') return t('events.secondFactor');
  if (action === 'second-factor-asked' && (method === 'face' || method === 'password'))
    return t(`events.secondFactorAsked.${method}`);
  if (action === 'sign-in' && method) return t(`events.${outcome}.${method}`);
  if (action === 'step-up' && outcome === 'failure') return t('events.stepUpFailed');
  return t(`events.actions.${action}`);
}
