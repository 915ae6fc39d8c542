import { useState } from 'react';

/** Which series a person has switched off, by label. */
export function useHidden(): { hidden: ReadonlySet<string>; toggle: (label: string) => void } {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const toggle = (label: string): void =>
    setHidden((current) => {
      const next = new Set(current);
      if (!next.delete(label)) next.add(label);
      return next;
    });
  return { hidden, toggle };
}
