import type { BlinkFailure } from '@facegate/face-capture';
import { Button, Stack } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../shared/api/problem.js';
import { useProblemText } from '../../shared/i18n/use-problem-text.js';
import { Notice } from '../../shared/ui/notice.js';
import { Surface } from '../../shared/ui/surface.js';
import { Waiting } from '../../shared/ui/waiting.js';

const FAILURE_TEXT = {
  'no-face': 'face.noFace',
  'no-blink': 'face.noBlink',
  'no-still-moment': 'face.noStillMoment',
} as const satisfies Record<BlinkFailure, string>;

interface TryAgainProps {
  problem: ApiProblem | null;
  failure: BlinkFailure | null;
  /** The same picture is on its way once more. */
  checking: boolean;
  onAgain: () => void;
  /** Whom to compare with. */
  name: ReactNode;
  /** The other ways in. */
  children: ReactNode;
}

/** What went wrong, with the camera off, and the ways on. */
export function TryAgain({ problem, failure, checking, name, onAgain, children }: TryAgainProps) {
  const { t } = useTranslation(['logIn', 'capture']);
  const problemText = useProblemText();
  return (
    <Surface data-prompt="none">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onAgain();
        }}
      >
        <Stack gap="md">
          {problem && (
            <Notice kind="problem" title={t('face.failedTitle')}>
              {problemText(problem)}
            </Notice>
          )}
          {failure && !problem && <Notice kind="info">{t(FAILURE_TEXT[failure])}</Notice>}
          {checking && <Waiting>{t('capture:checking')}</Waiting>}
          {name}
          <Button type="submit" leftSection={<IconRefresh size={18} aria-hidden />} loading={checking}>
            {t('face.again')}
          </Button>
          {children}
        </Stack>
      </form>
    </Surface>
  );
}
