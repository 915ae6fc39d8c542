import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stepUp } from '../../shared/api/my-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import type { ProofQuestion } from '../../shared/api/proof-question.js';
import { useErrorText } from '../../shared/i18n/use-problem-text.js';
import { Notice } from '../../shared/ui/notice.js';

/** Has the person prove who they are before a call that asks for it goes on. Leaving it gives the call up. */
export function StepUpDialog({ question: { answer } }: { question: ProofQuestion }) {
  const { t } = useTranslation('stepUp');
  const errorText = useErrorText();
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const proof = useMutation({ mutationFn: () => stepUp({ password }), onSuccess: () => answer(true) });
  const wrong = proof.error instanceof ApiProblem && proof.error.code === 'CREDENTIALS_INVALID';
  const leave = (): void => answer(false);
  return (
    // Above the dialog that asked for it.
    <Modal opened onClose={leave} title={t('title')} withCloseButton={false} zIndex={300}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(password === '');
          if (password) proof.mutate();
        }}
      >
        <Stack gap="md">
          <Text>{t('text')}</Text>
          {proof.error && !wrong && <Notice kind="problem">{errorText(proof.error)}</Notice>}
          <PasswordInput
            name="password"
            label={t('password')}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={(missing && t('needPassword')) || (wrong && t('wrongPassword'))}
            data-autofocus
            visibilityToggleFocusable
            visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={leave}>
              {t('no')}
            </Button>
            <Button type="submit" loading={proof.isPending}>
              {t('yes')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
