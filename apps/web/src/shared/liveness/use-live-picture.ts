import { FACE_PICTURE_CODES } from '@facegate/contracts';
import { toDataUrl, type LiveProof, type Picture } from '@facegate/face-capture';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, isPassing } from '../api/problem.js';

/** Carries one picture to the server, which says whose face it is or throws why not. */
export type SendLivePicture = (
  picture: { image: string; livenessToken: string },
  signal: AbortSignal,
) => Promise<unknown>;

export interface LivePicture {
  checking: boolean;
  problem: ApiProblem | null;
  /** A frame of the person who passed the challenge; another one when the first was not good enough. */
  take: (proof: LiveProof) => void;
  /** Sends the same picture once more when it was not what was wrong; says whether it does. */
  sendAgain: () => boolean;
  /** Forgets what came of it. */
  forget: () => void;
}

interface Sample {
  livenessToken: string;
  picture: Picture;
  provenAtMs: number;
}

/** A token is good for a minute; some of it goes on the way. */
const TOKEN_LIFE_MS = 50_000;

/** A blink or a shake is over by then. */
const ANOTHER_PICTURE_MS = 400;

const isAboutThePicture = (error: unknown): boolean =>
  error instanceof ApiProblem && FACE_PICTURE_CODES.some((code) => code === error.code);

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** The picture that follows a live check, on its way to the server. */
export function useLivePicture(sendPicture: SendLivePicture): LivePicture {
  const [checking, setChecking] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const last = useRef<Sample | null>(null);
  const latest = useRef(sendPicture);
  const running = useRef<AbortController | null>(null);

  useEffect(() => {
    latest.current = sendPicture;
  }, [sendPicture]);

  // Who leaves for another way must not be signed in by a late answer.
  useEffect(() => () => running.current?.abort(), []);

  const send = useCallback(async (sample: Sample, signal: AbortSignal): Promise<void> => {
    last.current = sample;
    const { livenessToken, picture } = sample;
    await latest.current({ image: await toDataUrl(picture), livenessToken }, signal);
  }, []);

  const run = useCallback((attempt: (signal: AbortSignal) => Promise<void>): void => {
    const controller = new AbortController();
    running.current?.abort();
    running.current = controller;
    const report = async (): Promise<void> => {
      setChecking(true);
      setProblem(null);
      try {
        await attempt(controller.signal);
      } catch (error) {
        if (controller.signal.aborted) return;
        setProblem(error instanceof ApiProblem ? error : new ApiProblem('INTERNAL', {}, { cause: error }));
      }
      setChecking(false);
    };
    void report();
  }, []);

  const take = useCallback(
    ({ livenessToken, takePicture }: LiveProof) =>
      run(async (signal) => {
        const proof = { livenessToken, provenAtMs: performance.now() };
        try {
          await send({ ...proof, picture: await takePicture() }, signal);
        } catch (error) {
          if (!isAboutThePicture(error)) throw error;
          await pause(ANOTHER_PICTURE_MS);
          signal.throwIfAborted();
          await send({ ...proof, picture: await takePicture() }, signal);
        }
      }),
    [run, send],
  );

  const sendAgain = useCallback((): boolean => {
    const sample = last.current;
    const pictureIsFine = problem && (isPassing(problem) || problem.code === 'USERNAME_REQUIRED');
    if (!pictureIsFine || !sample || performance.now() - sample.provenAtMs > TOKEN_LIFE_MS) return false;
    run((signal) => send(sample, signal));
    return true;
  }, [problem, run, send]);

  const forget = useCallback((): void => {
    last.current = null;
    setProblem(null);
  }, []);

  return { checking, problem, take, sendAgain, forget };
}
