import { CONSENT_VERSION, type StoreFacialRequest } from '@facegate/contracts';
import { ProblemError } from '../common/problem-error.js';

/** @throws ProblemError `CONSENT_OUTDATED` */
export function demandConsent({ consent }: StoreFacialRequest): void {
  if (consent.version !== CONSENT_VERSION)
    throw new ProblemError('CONSENT_OUTDATED', 'The consent text has changed. Please read and accept it again.', {
      errors: [
        { field: 'consent.version', code: 'CONSENT_OUTDATED', detail: `The text in force is ${CONSENT_VERSION}.` },
      ],
    });
}
