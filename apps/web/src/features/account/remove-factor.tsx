import type { PasskeySummary } from '@facegate/contracts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { removeAuthenticatorApp, removePasskey } from '../../shared/factors/factors-api.js';
import { useFactorsChanged } from '../../shared/factors/use-factors.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { Confirm } from '../../shared/ui/confirm.js';
import { toast } from '../../shared/ui/toast.js';

export type RemovableFactor = { kind: 'passkey'; passkey: PasskeySummary } | { kind: 'app' };

/** Asks once more: what is removed opens nothing any more. */
export function RemoveFactor({ factor, onClose }: { factor: RemovableFactor; onClose: () => void }) {
  const { t } = useTranslation(['factors', 'common']);
  const errorText = useErrorText();
  const factorsChanged = useFactorsChanged();
  const removal = useMutation({
    mutationFn: () => (factor.kind === 'passkey' ? removePasskey(factor.passkey.id) : removeAuthenticatorApp()),
    onSuccess: async () => {
      onClose();
      toast('success', t('removed'));
      await factorsChanged();
    },
  });
  return (
    <Confirm
      title={
        factor.kind === 'passkey' ? t('passkeys.removeTitle', { name: factor.passkey.name }) : t('app.removeTitle')
      }
      text={t('removeText')}
      yes={t('remove')}
      no={t('common:actions.cancel')}
      pending={removal.isPending}
      problem={removal.error && errorText(removal.error)}
      onYes={() => removal.mutate()}
      onClose={onClose}
    />
  );
}
