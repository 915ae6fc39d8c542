import { LIVENESS_MAX_WITHOUT } from '@facegate/contracts';
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
import { omissible } from './live-plan.js';
import type { LiveCapture } from './use-live-capture.js';

interface TryAgainProps {
  /** Its failure is what came of the challenge. */
  live: LiveCapture;
  /** What came of the proof. */
  problem: ApiProblem | null;
  /** The same proof is on its way once more. */
  checking: boolean;
  onAgain: () => void;
  /** Whom to compare with. */
  name?: ReactNode;
  /** The other ways. */
  children: ReactNode;
}

/** What went wrong, with the camera off, and the ways on. */
export function TryAgain({ live, problem, checking, onAgain, name, children }: TryAgainProps) {
  const { t } = useTranslation(['liveness', 'capture', 'common', 'problems']);
  const problemText = useProblemText();
  const { plan, without, cannot } = live;
  const { failure } = live.liveness;
  const left = failure && without.length < LIVENESS_MAX_WITHOUT ? omissible(failure.action, plan) : null;
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
          {left && (
            <Button variant="default" onClick={() => cannot(left)}>
              {t(`cannot.${left}`)}
            </Button>
          )}
          {children}
        </Stack>
      </form>
    </Surface>
  );
}
