import { toDataUrl, type Picture } from '@facegate/face-capture';
import { useCallback, useEffect, useRef, useState } from 'react';
import { recognizeFacial } from '../../shared/api/facegate-api.js';
import { ApiProblem, isPassing } from '../../shared/api/problem.js';

export interface Recognition {
  checking: boolean;
  problem: ApiProblem | null;
  recognize: (picture: Picture) => void;
  /** Sends the same picture once more when it was not what was wrong; says whether it does. */
  sendAgain: () => boolean;
  /** Forgets what came of it. */
  forget: () => void;
}

/** One frame to the server. On a match the session begins. `username`: compare with this account only; may be empty. */
export function useRecognition(username: string): Recognition {
  const [checking, setChecking] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const last = useRef<Picture | null>(null);
  const name = useRef(username);
  const running = useRef<AbortController | null>(null);

  useEffect(() => {
    name.current = username;
  }, [username]);

  // Who leaves for the password form must not be signed in by a late answer.
  useEffect(() => () => running.current?.abort(), []);

  const recognize = useCallback((picture: Picture): void => {
    const controller = new AbortController();
    running.current?.abort();
    running.current = controller;
    last.current = picture;
    const send = async (): Promise<void> => {
      setChecking(true);
      setProblem(null);
      try {
        const image = await toDataUrl(picture);
        await recognizeFacial({ image, ...(name.current ? { username: name.current } : {}) }, controller.signal);
      } catch (error) {
        if (controller.signal.aborted) return;
        setProblem(error instanceof ApiProblem ? error : new ApiProblem('INTERNAL', {}, { cause: error }));
      }
      setChecking(false);
    };
    void send();
  }, []);

  const sendAgain = useCallback((): boolean => {
    const pictureIsFine = problem && (isPassing(problem) || problem.code === 'USERNAME_REQUIRED');
    if (!pictureIsFine || !last.current) return false;
    recognize(last.current);
    return true;
  }, [problem, recognize]);

  const forget = useCallback((): void => {
    last.current = null;
    setProblem(null);
  }, []);

  return { checking, problem, recognize, sendAgain, forget };
}
