import i18next from 'i18next';
import { useCallback, useEffect, useState } from 'react';
import { beSilent, isSoundWished, playTone, rememberSound, speak } from './sound.js';

/** Speaks the instruction and marks each step that was seen, when that is wished. Returns the wish and how to change it. */
export function useSound(instruction: string | null, seen: number): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(isSoundWished);

  useEffect(() => {
    if (on && instruction) speak(instruction, i18next.language);
  }, [on, instruction]);

  useEffect(() => {
    if (on && seen > 0) playTone();
  }, [on, seen]);

  useEffect(() => (on ? beSilent : undefined), [on]);

  const change = useCallback((wish: boolean) => {
    rememberSound(wish);
    setOn(wish);
  }, []);
  return [on, change];
}
