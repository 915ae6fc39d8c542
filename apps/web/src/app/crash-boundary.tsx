import { Component, type ReactNode } from 'react';
import { CrashPage } from './crash-page.js';

interface CrashProps {
  /** Another place is another try. */
  place: string;
  children: ReactNode;
}

interface CrashState {
  crashed: boolean;
  place: string;
}

/**
 * Catches faults of our own, and a chunk that a newer version of the site does not have any more. React itself writes
 * the fault to the console.
 */
export class CrashBoundary extends Component<CrashProps, CrashState> {
  override state: CrashState = { crashed: false, place: this.props.place };

  static getDerivedStateFromError(): Partial<CrashState> {
    return { crashed: true };
  }

  static getDerivedStateFromProps({ place }: CrashProps, state: CrashState): CrashState | null {
    return place === state.place ? null : { crashed: false, place };
  }

  override render(): ReactNode {
    return this.state.crashed ? <CrashPage /> : this.props.children;
  }
}
