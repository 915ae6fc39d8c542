import type { AccountEvent } from '@facegate/contracts';
import type { TFunction } from 'i18next';

/** Who reads of an event: the person of the account, or an operator of the server. */
export type EventReader = 'owner' | 'operator';

/** What happened, as a person says it. */
export function eventWords(
  t: TFunction<'events'>,
  { action, outcome, reason, method }: AccountEvent,
  reader: EventReader = 'owner',
): string {
  const to = { context: reader };
  if (reason === 'FACE_ALREADY_ENROLLED') return t(action === 'face-added' ? 'duplicateFace' : 'duplicate', to);
  if (reason === 'SECOND_FACTOR_INVALID') return t('secondFactor');
  if (action === 'second-factor-asked' && (method === 'face' || method === 'password'))
    return t(`secondFactorAsked.${method}`);
  if (action === 'sign-in' && method) return t(`${outcome}.${method}`);
  if (action === 'step-up' && outcome === 'failure') return t('stepUpFailed', to);
  return t(`actions.${action}`);
}
