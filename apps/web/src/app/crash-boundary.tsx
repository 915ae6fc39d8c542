import { Component, type ReactNode } from 'react';
import { CrashPage } from './crash-page.js';

interface CrashState {
  crashed: boolean;
}

/**
 * Catches faults of our own, and a chunk that a newer version of the site does not have any more. React itself writes
 * the fault to the console. Give it the place as its key: another place is another try.
 */
export class CrashBoundary extends Component<{ children: ReactNode }, CrashState> {
  override state: CrashState = { crashed: false };

  static getDerivedStateFromError(): CrashState {
    return { crashed: true };
  }

  override render(): ReactNode {
    return this.state.crashed ? <CrashPage /> : this.props.children;
  }
}
