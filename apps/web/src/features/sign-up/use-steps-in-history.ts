import { type Dispatch, useEffect } from 'react';
import { useNavigate } from 'react-router';
import type { SignUpEvent } from './sign-up-state.js';
import { type Section, sectionOf, SECTIONS, type SignUpStep } from './steps.js';

/** A step forward is an entry of the browser's history, so that its Back button leads to the step before. */
export function useStepsInHistory(step: SignUpStep, dispatch: Dispatch<SignUpEvent>): void {
  const navigate = useNavigate();

  useEffect(() => {
    if (step === 'done') return;
    const [shown, now] = [shownByBrowser(), sectionOf(step)];
    if (shown === now) return;
    void navigate('.', { state: { section: now }, replace: SECTIONS.indexOf(now) < SECTIONS.indexOf(shown) });
  }, [step, navigate]);

  useEffect(() => {
    const turn = (): void => dispatch({ type: 'turned-to', section: shownByBrowser() });
    window.addEventListener('popstate', turn);
    return () => window.removeEventListener('popstate', turn);
  }, [dispatch]);
}

/** Of the entry that the browser is at. The router keeps the state of a page under `usr`. */
function shownByBrowser(): Section {
  const { usr } = (window.history.state ?? {}) as { usr?: { section?: unknown } | null };
  return SECTIONS.find((section) => section === usr?.section) ?? 'account';
}
