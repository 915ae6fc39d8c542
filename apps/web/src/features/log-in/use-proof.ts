import { useState } from 'react';
import { useFactorErrorText } from '../../shared/factors/use-factor-error-text.js';

/** A factor that the person shows and the server judges. On success the session begins, and the page goes. */
export function useProof(show: () => Promise<void>) {
  const errorText = useFactorErrorText();
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async (): Promise<void> => {
    setRunning(true);
    setProblem(null);
    try {
      await show();
    } catch (error) {
      setProblem(errorText(error));
      setRunning(false);
    }
  };
  return { running, problem, begin: () => void run() };
}
