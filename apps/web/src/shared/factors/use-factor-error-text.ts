import { useTranslation } from 'react-i18next';
import { useErrorText } from '../i18n/use-problem-text.js';
import { PasskeyFault } from './passkey-browser.js';

/** The sentence for whatever a call about second factors threw. */
export function useFactorErrorText(): (error: unknown) => string {
  const { t } = useTranslation('factors');
  const errorText = useErrorText();
  return (error) =>
    error instanceof PasskeyFault ? t(`fault.${error.code}`, { address: error.address }) : errorText(error);
}
