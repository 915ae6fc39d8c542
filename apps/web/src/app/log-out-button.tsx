import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logOut } from '../shared/api/facegate-api.js';
import { endSession } from '../shared/api/session.js';
import { ApiProblem, type ProblemCode } from '../shared/api/problem.js';
import { useProblemText } from '../shared/i18n/use-problem-text.js';
import styles from './log-out-button.module.css';

export function LogOutButton() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const [leaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | ProblemCode | null>(null);

  const leave = async (): Promise<void> => {
    setLeaving(true);
    setProblem(null);
    try {
      await logOut();
      endSession({ byChoice: true });
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : 'INTERNAL');
      setLeaving(false);
    }
  };

  return (
    <>
      <Button variant="default" size="sm" loading={leaving} onClick={() => void leave()}>
        {t('nav.logOut')}
      </Button>
      {problem && (
        <p role="alert" className={styles['problem']}>
          {problemText(problem)}
        </p>
      )}
    </>
  );
}
