import { useState } from 'react';

export interface LinkCall {
  state: 'asking' | 'sending' | 'done';
  problem: unknown;
  send: () => Promise<void>;
}

/** What a button does with a link. These pages stand outside of the rooms, and have no query client. */
export function useLinkCall(call: () => Promise<void>): LinkCall {
  const [state, setState] = useState<LinkCall['state']>('asking');
  const [problem, setProblem] = useState<unknown>(null);
  const send = async (): Promise<void> => {
    setState('sending');
    setProblem(null);
    try {
      await call();
      setState('done');
    } catch (error) {
      setProblem(error);
      setState('asking');
    }
  };
  return { state, problem, send };
}
