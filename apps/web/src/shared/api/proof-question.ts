import { useSyncExternalStore } from 'react';

/** "Is it still you?" */
export interface ProofQuestion {
  /** How the person can prove it, as the server names it. */
  methods: readonly string[];
  answer: (proven: boolean) => void;
}

let question: ProofQuestion | null = null;
let asking: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

function show(next: ProofQuestion | null): void {
  question = next;
  for (const listener of listeners) listener();
}

/** Resolves when the person proved who they are, with false when they would not. Calls at the same time share one question. */
export function askForProof(methods: readonly string[]): Promise<boolean> {
  asking ??= new Promise<boolean>((answer) => {
    show({ methods, answer });
  }).finally(() => {
    asking = null;
    show(null);
  });
  return asking;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const currentQuestion = (): ProofQuestion | null => question;

export const useProofQuestion = (): ProofQuestion | null => useSyncExternalStore(subscribe, currentQuestion);
