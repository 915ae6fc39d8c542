import { useEffect } from 'react';

/** A browser gives a hidden tab no frames, and nobody should be filmed by a tab they do not see. */
export function useVisibility(dispatch: (event: { type: 'hidden' | 'shown'; atMs: number }) => void): void {
  useEffect(() => {
    const tell = (): void => dispatch({ type: document.hidden ? 'hidden' : 'shown', atMs: performance.now() });
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [dispatch]);
}
