import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, type ProblemCode } from '../api/problem.js';

/** The sentence for a problem's code, with the wait that the server asks for. */
export function useProblemText(): (problem: ApiProblem | ProblemCode) => string {
  const { t } = useTranslation('problems');
  return useCallback(
    (problem) => {
      if (typeof problem === 'string') return t(problem);
      const wait = problem.retryAfterS;
      return wait ? `${t(problem.code)} ${t('retryAfter', { count: wait })}` : t(problem.code);
    },
    [t],
  );
}

/** As {@link useProblemText}, for whatever was thrown. */
export function useErrorText(): (error: unknown) => string {
  const problemText = useProblemText();
  return (error) => problemText(error instanceof ApiProblem ? error : 'INTERNAL');
}
