import type { LiveProof } from '@facegate/face-capture';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, isPassing } from '../api/problem.js';

/** Carries a proof to the server, which lets the person do what it is for or throws why not. */
export type SendProof = (proof: LiveProof, signal: AbortSignal) => Promise<unknown>;

export interface ProofOnItsWay {
  checking: boolean;
  problem: ApiProblem | null;
  take: (proof: LiveProof) => void;
  /** Sends the same proof once more when the server did not look at it; says whether it does. */
  sendAgain: () => boolean;
  /** Forgets what came of it. */
  forget: () => void;
}

/** A proof is good for a minute; some of it goes on the way. */
const PROOF_LIFE_MS = 55_000;

export const isFresh = ({ provenAtMs }: LiveProof): boolean => performance.now() - provenAtMs < PROOF_LIFE_MS;

/** What a request repeats of the live session that it stands on. */
export const proofFields = ({ livenessToken, nonce }: LiveProof): { livenessToken: string; nonce: string } => ({
  livenessToken,
  nonce,
});

/** What a live check ended with, on its way to the server. */
export function useLiveProof(sendProof: SendProof): ProofOnItsWay {
  const [checking, setChecking] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const last = useRef<LiveProof | null>(null);
  const latest = useRef(sendProof);
  const running = useRef<AbortController | null>(null);

  useEffect(() => {
    latest.current = sendProof;
  }, [sendProof]);

  // Whoever chose another way must not be signed in by a late answer.
  useEffect(() => () => running.current?.abort(), []);

  const take = useCallback((proof: LiveProof): void => {
    const controller = new AbortController();
    running.current?.abort();
    running.current = controller;
    last.current = proof;
    const run = async (): Promise<void> => {
      setChecking(true);
      setProblem(null);
      try {
        await latest.current(proof, controller.signal);
      } catch (error) {
        if (controller.signal.aborted) return;
        setProblem(error instanceof ApiProblem ? error : new ApiProblem('INTERNAL', {}, { cause: error }));
      }
      setChecking(false);
    };
    void run();
  }, []);

  const sendAgain = useCallback((): boolean => {
    const proof = last.current;
    if (!problem || !isPassing(problem) || !proof || !isFresh(proof)) return false;
    take(proof);
    return true;
  }, [problem, take]);

  const forget = useCallback((): void => {
    last.current = null;
    setProblem(null);
  }, []);

  return { checking, problem, take, sendAgain, forget };
}
