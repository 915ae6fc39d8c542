import { LIVENESS_MAX_WITHOUT, type LivenessAction } from '@facegate/contracts';
import type { LiveFailure } from '@facegate/face-capture';
import { Button, Stack } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api/problem.js';
import { useProblemText } from '../i18n/use-problem-text.js';
import { BusyButton } from '../ui/busy-button.js';
import { Notice } from '../ui/notice.js';
import { Surface } from '../ui/surface.js';
import { Waiting } from '../ui/waiting.js';
import { useWait } from '../ui/use-wait.js';
import { WaitText } from '../ui/wait-text.js';

interface TryAgainProps {
  /** What came of the picture. */
  problem: ApiProblem | null;
  /** What came of the challenge. */
  failure: LiveFailure | null;
  /** What the person said they cannot do. */
  without: readonly LivenessAction[];
  /** The same picture is on its way once more. */
  checking: boolean;
  onAgain: () => void;
  onCannot: (action: LivenessAction) => void;
  /** Whom to compare with. */
  name?: ReactNode;
  /** The other ways. */
  children: ReactNode;
}

/** What went wrong, with the camera off, and the ways on. */
export function TryAgain(props: TryAgainProps) {
  const { problem, failure, without, checking, onAgain, onCannot, name, children } = props;
  const { t } = useTranslation(['liveness', 'capture', 'common', 'problems']);
  const problemText = useProblemText();
  const action = failure?.action;
  const wait = useWait(problem);
  const busyFor = failure?.retryAfterS;
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
            <Notice kind="problem" title={t('failedTitle')}>
              {problemText(wait > 0 ? problem.code : problem)}
            </Notice>
          )}
          {failure && !problem && (
            <Notice kind="problem" title={t('failedTitle')}>
              {t(`end.${failure.code}`)}
              {busyFor ? ` ${t('problems:retryAfter', { count: busyFor })}` : null}
            </Notice>
          )}
          {checking && <Waiting>{t('capture:checking')}</Waiting>}
          {name}
          <WaitText seconds={wait} />
          <BusyButton
            type="submit"
            leftSection={<IconRefresh size={18} aria-hidden />}
            loading={checking}
            disabled={wait > 0}
          >
            {t('common:actions.tryAgain')}
          </BusyButton>
          {action && without.length < LIVENESS_MAX_WITHOUT && (
            <Button variant="default" onClick={() => onCannot(action)}>
              {t(`cannot.${action}`)}
            </Button>
          )}
          {children}
        </Stack>
      </form>
    </Surface>
  );
}
