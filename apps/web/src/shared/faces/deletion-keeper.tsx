import type { FaceList } from '@facegate/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshProfile } from '../api/my-api.js';
import type { ApiProblem } from '../api/problem.js';
import { useProblemText } from '../i18n/use-problem-text.js';
import { toast } from '../ui/toast.js';
import { carryOut, carryOutAll, carryOutOnLeaving, deletions, ofThisPerson } from './deletions.js';
import { FACES_QUERY_KEY, withoutFaces } from './use-faces.js';

/** Carries deletions out when their time has come, whatever room the person is in. Shows nothing. */
export function DeletionKeeper() {
  const { t } = useTranslation('faces');
  const problemText = useProblemText();
  const queries = useQueryClient();
  const all = useSyncExternalStore(deletions.subscribe, deletions.all);

  const tell = useCallback(
    (faceId: string, problem: ApiProblem | null) => {
      if (problem) toast('problem', `${t('deletion.failed')} ${problemText(problem)}`);
      else {
        toast('success', t('deletion.done'));
        queries.setQueryData<FaceList>(FACES_QUERY_KEY, (list) => list && withoutFaces(list, [faceId]));
      }
      void queries.invalidateQueries({ queryKey: FACES_QUERY_KEY });
      void refreshProfile();
    },
    [t, problemText, queries],
  );

  useEffect(() => {
    const timers = ofThisPerson(all).map(({ faceId, dueAtMs, sent }) =>
      // An earlier visit asked the server and was not told.
      setTimeout(() => void carryOut(faceId, tell), sent ? 0 : Math.max(0, dueAtMs - Date.now())),
    );
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [all, tell]);

  useEffect(() => {
    const back = (event: PageTransitionEvent): void => {
      if (event.persisted) void carryOutAll(tell);
    };
    window.addEventListener('pagehide', carryOutOnLeaving);
    window.addEventListener('pageshow', back);
    return () => {
      window.removeEventListener('pagehide', carryOutOnLeaving);
      window.removeEventListener('pageshow', back);
    };
  }, [tell]);

  return null;
}
