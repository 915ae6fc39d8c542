import type { StepUpMethod } from '@facegate/contracts';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { stepUp } from '../../shared/api/my-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import type { ProofQuestion } from '../../shared/api/proof-question.js';
import { CodeInput } from '../../shared/factors/code-input.js';
import { passkeyForStepUp } from '../../shared/factors/factors-api.js';
import { useFactorErrorText } from '../../shared/factors/use-factor-error-text.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Notice } from '../../shared/ui/notice.js';
import { PasswordField } from '../../shared/ui/password-field.js';
import { useAutofocusOnChange } from '../../shared/ui/use-autofocus-on-change.js';
import { FaceStepUp } from './face-step-up.js';

/** The quickest first; a camera is opened for who asks for it. */
const WAYS: readonly StepUpMethod[] = ['passkey', 'totp', 'password', 'face'];

/** Has the person prove who they are before a call that asks for it goes on. Leaving it gives the call up. */
export function StepUpDialog({ question: { methods, answer } }: { question: ProofQuestion }) {
  const { t } = useTranslation('stepUp');
  const open = WAYS.filter((way) => methods.includes(way));
  const [way, setWay] = useState<StepUpMethod>(open[0] ?? 'password');
  const place = useAutofocusOnChange<HTMLDivElement>(way);
  const leave = (): void => answer(false);
  const proven = (): void => answer(true);
  const otherWays = open
    .filter((other) => other !== way)
    .map((other) => (
      <Button key={other} variant="subtle" onClick={() => setWay(other)}>
        {t(`use.${other}`)}
      </Button>
    ));
  return (
    // Above the dialog that asked for it.
    <Modal opened onClose={leave} title={t('title')} withCloseButton={false} zIndex={300}>
      <Stack ref={place} gap="md">
        <Text>{t('text')}</Text>
        {way === 'face' ? (
          <FaceStepUp
            onProven={proven}
            otherWays={
              <>
                {otherWays}
                <Button variant="default" onClick={leave}>
                  {t('no')}
                </Button>
              </>
            }
          />
        ) : (
          <ProofForm key={way} way={way} otherWays={otherWays} onProven={proven} onLeave={leave} />
        )}
      </Stack>
    </Modal>
  );
}

interface ProofFormProps {
  way: Exclude<StepUpMethod, 'face'>;
  otherWays: ReactNode;
  onProven: () => void;
  onLeave: () => void;
}

/** What is typed, or a passkey. */
function ProofForm({ way, otherWays, onProven, onLeave }: ProofFormProps) {
  const { t } = useTranslation('stepUp');
  const errorText = useFactorErrorText();
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const proof = useMutation({
    mutationFn: async () =>
      stepUp(way === 'passkey' ? { passkey: await passkeyForStepUp() } : { [FIELDS[way]]: typed }),
    onSuccess: onProven,
  });
  const wrong = proof.error instanceof ApiProblem && proof.error.code === 'CREDENTIALS_INVALID';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const lacking = way !== 'passkey' && typed === '';
        setMissing(lacking);
        if (!lacking) proof.mutate();
      }}
    >
      <Stack gap="md">
        {proof.error && !wrong && <Notice kind="problem">{errorText(proof.error)}</Notice>}
        {way === 'password' && (
          <PasswordField
            name="password"
            label={t('password')}
            autoComplete="current-password"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={(missing && t('needPassword')) || (wrong && t('wrongPassword'))}
            data-autofocus
          />
        )}
        {way === 'totp' && (
          <CodeInput label={t('code')} value={typed} error={missing ? t('needCode') : null} onChange={setTyped} />
        )}
        {otherWays}
        <Group justify="flex-end">
          <Button variant="default" onClick={onLeave}>
            {t('no')}
          </Button>
          <BusyButton
            type="submit"
            loading={proof.isPending}
            {...(way === 'passkey' && {
              'data-autofocus': true,
              leftSection: <IconFingerprint size={18} aria-hidden />,
            })}
          >
            {way === 'passkey' ? t('usePasskey') : t('yes')}
          </BusyButton>
        </Group>
      </Stack>
    </form>
  );
}

const FIELDS = { totp: 'code', password: 'password' } as const;
