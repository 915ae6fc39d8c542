import { useEffect, useState } from 'react';

/** The value once it has stayed the same for `ms`: advice that flickers with the frames helps nobody. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
