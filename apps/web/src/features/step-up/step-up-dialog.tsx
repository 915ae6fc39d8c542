import type { StepUpMethod } from '@facegate/contracts';
import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stepUp } from '../../shared/api/my-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import type { ProofQuestion } from '../../shared/api/proof-question.js';
import { CodeInput } from '../../shared/factors/code-input.js';
import { passkeyForStepUp } from '../../shared/factors/factors-api.js';
import { useFactorErrorText } from '../../shared/factors/use-factor-error-text.js';
import { Notice } from '../../shared/ui/notice.js';
import { useAutofocusOnChange } from '../../shared/ui/use-autofocus-on-change.js';

type Way = Exclude<StepUpMethod, 'face'>;
const WAYS: readonly Way[] = ['passkey', 'totp', 'password'];

/** Has the person prove who they are before a call that asks for it goes on. Leaving it gives the call up. */
export function StepUpDialog({ question: { methods, answer } }: { question: ProofQuestion }) {
  const { t } = useTranslation('stepUp');
  const errorText = useFactorErrorText();
  const open = WAYS.filter((way) => methods.includes(way));
  const [way, setWay] = useState<Way>(open[0] ?? 'password');
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const form = useAutofocusOnChange<HTMLFormElement>(way);
  const proof = useMutation({
    mutationFn: async () =>
      stepUp(way === 'passkey' ? { passkey: await passkeyForStepUp() } : { [FIELDS[way]]: typed }),
    onSuccess: () => answer(true),
  });
  const wrong = proof.error instanceof ApiProblem && proof.error.code === 'CREDENTIALS_INVALID';
  const leave = (): void => answer(false);
  const turnTo = (other: Way): void => {
    setWay(other);
    setTyped('');
    setMissing(false);
    proof.reset();
  };
  return (
    // Above the dialog that asked for it.
    <Modal opened onClose={leave} title={t('title')} withCloseButton={false} zIndex={300}>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const lacking = way !== 'passkey' && typed === '';
          setMissing(lacking);
          if (!lacking) proof.mutate();
        }}
      >
        <Stack gap="md">
          <Text>{t('text')}</Text>
          {proof.error && !wrong && <Notice kind="problem">{errorText(proof.error)}</Notice>}
          {way === 'password' && (
            <PasswordInput
              name="password"
              label={t('password')}
              autoComplete="current-password"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              error={(missing && t('needPassword')) || (wrong && t('wrongPassword'))}
              data-autofocus
              visibilityToggleFocusable
              visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
            />
          )}
          {way === 'totp' && (
            <CodeInput label={t('code')} value={typed} error={missing ? t('needCode') : null} onChange={setTyped} />
          )}
          {open
            .filter((other) => other !== way)
            .map((other) => (
              <Button key={other} variant="subtle" onClick={() => turnTo(other)}>
                {t(`use.${other}`)}
              </Button>
            ))}
          <Group justify="flex-end">
            <Button variant="default" onClick={leave}>
              {t('no')}
            </Button>
            <Button
              type="submit"
              loading={proof.isPending}
              {...(way === 'passkey' && {
                leftSection: <IconFingerprint size={18} aria-hidden />,
                'data-autofocus': true,
              })}
            >
              {way === 'passkey' ? t('usePasskey') : t('yes')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const FIELDS = { totp: 'code', password: 'password' } as const;
