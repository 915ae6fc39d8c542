import { Button, Stack, Text, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeInput } from '../../shared/factors/code-input.js';
import { completeLogIn, completeLogInByPasskey } from '../../shared/factors/factors-api.js';
import { BusyButton } from '../../shared/ui/busy-button.js';
import { Notice } from '../../shared/ui/notice.js';
import { StepHeading } from '../../shared/ui/step-heading.js';
import { Surface } from '../../shared/ui/surface.js';
import { useAutofocusOnChange } from '../../shared/ui/use-autofocus-on-change.js';
import type { SecondFactorQuestion } from './second-factor-question.js';
import { useProof } from './use-proof.js';

type Way = 'passkey' | 'totp' | 'recovery-code';
const WAYS: readonly Way[] = ['passkey', 'totp', 'recovery-code'];

interface SecondFactorStepProps {
  question: SecondFactorQuestion;
  /** Back to the beginning. */
  onAgain: () => void;
}

/** The second half of a log-in: the surest factor that the person has, and the others a click away. */
export function SecondFactorStep({ question: { ticket, methods }, onAgain }: SecondFactorStepProps) {
  const { t } = useTranslation(['factors', 'common']);
  const open = WAYS.filter((way) => methods.includes(way));
  const [way, setWay] = useState<Way>(open[0] ?? 'recovery-code');
  const place = useAutofocusOnChange<HTMLDivElement>(way);
  return (
    <>
      <StepHeading>{t('step.title')}</StepHeading>
      <Surface>
        <Stack gap="md" ref={place}>
          {way === 'passkey' ? <ByPasskey ticket={ticket} /> : <ByCode key={way} ticket={ticket} way={way} />}
          {open
            .filter((other) => other !== way)
            .map((other) => (
              <Button key={other} variant="subtle" onClick={() => setWay(other)}>
                {t(`step.use.${other}`)}
              </Button>
            ))}
          <Button variant="subtle" onClick={onAgain}>
            {t('step.again')}
          </Button>
        </Stack>
      </Surface>
    </>
  );
}

function ByPasskey({ ticket }: { ticket: string }) {
  const { t } = useTranslation('factors');
  const { running, problem, begin } = useProof(() => completeLogInByPasskey(ticket));
  return (
    <>
      <Text>{t('step.passkeyText')}</Text>
      {problem && <Notice kind="problem">{problem}</Notice>}
      <BusyButton
        leftSection={<IconFingerprint size={20} aria-hidden />}
        loading={running}
        onClick={begin}
        data-autofocus
      >
        {t('step.usePasskey')}
      </BusyButton>
    </>
  );
}

function ByCode({ ticket, way }: { ticket: string; way: 'totp' | 'recovery-code' }) {
  const { t } = useTranslation('factors');
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const { running, problem, begin } = useProof(() =>
    completeLogIn({ ticket, ...(way === 'totp' ? { code } : { recoveryCode: code }) }),
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const lacking = code.trim() === '';
        setMissing(lacking);
        if (!lacking) begin();
      }}
    >
      <Stack gap="md">
        {problem && <Notice kind="problem">{problem}</Notice>}
        {way === 'totp' ? (
          <CodeInput
            label={t('code')}
            description={t('step.codeHelp')}
            value={code}
            error={missing ? t('needCode') : null}
            onChange={setCode}
          />
        ) : (
          <TextInput
            name="recovery-code"
            label={t('step.recoveryCode')}
            description={t('step.recoveryCodeHelp')}
            value={code}
            error={missing && t('needCode')}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setCode(event.currentTarget.value)}
            data-autofocus
          />
        )}
        <BusyButton type="submit" loading={running}>
          {t('step.confirm')}
        </BusyButton>
      </Stack>
    </form>
  );
}
