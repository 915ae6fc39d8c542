/** Why there is no picture. Each one has its own way out, so each one is its own code. */
export const CAMERA_FAULTS = [
  /** The person, or a rule of the browser, said no. */
  'denied',
  /** The question was closed without an answer: it can be asked again. */
  'dismissed',
  /** The site may, but the operating system does not let the browser. */
  'blocked-by-system',
  'no-camera',
  'in-use',
  /** The page did not come over https (or from localhost). */
  'insecure',
  /** The browser has no camera API. */
  'unsupported',
  /** It worked, then the device went away. */
  'unplugged',
  /** No answer to the question, and no picture, within {@link CAMERA_DEADLINE_MS}. */
  'timed-out',
  'failed',
] as const;
export type CameraFault = (typeof CAMERA_FAULTS)[number];

/** How long the browser's question may stay open. People read; nobody reads this long. */
export const CAMERA_DEADLINE_MS = 120_000;
/** After this the app should point at the browser's question: it may be hidden. */
export const CAMERA_SLOW_MS = 6_000;

export type CameraState =
  | { phase: 'idle' }
  | { phase: 'asking'; request: number; askedAtMs: number; deadlineMs: number; slow: boolean }
  | { phase: 'live'; request: number; deviceId: string | null; label: string; muted: boolean }
  | { phase: 'faulty'; fault: CameraFault };

export type CameraEvent =
  | { type: 'open'; atMs: number; request: number }
  | { type: 'opened'; atMs: number; request: number; deviceId: string | null; label: string }
  | { type: 'failed'; atMs: number; request: number; fault: CameraFault }
  /** The live camera was taken away. */
  | { type: 'ended'; atMs: number; request: number; fault: CameraFault }
  /** It stays open and gives no picture for a while: another program or the system has it. */
  | { type: 'muted'; atMs: number; request: number; muted: boolean }
  | { type: 'close'; atMs: number }
  | { type: 'tick'; atMs: number };

export const CAMERA_IDLE: CameraState = { phase: 'idle' };

/** `request` numbers each opening, so that the late answer to a closed one changes nothing. */
export function cameraReducer(state: CameraState, event: CameraEvent): CameraState {
  switch (event.type) {
    case 'open':
      return {
        phase: 'asking',
        request: event.request,
        askedAtMs: event.atMs,
        deadlineMs: event.atMs + CAMERA_DEADLINE_MS,
        slow: false,
      };
    case 'opened':
      if (state.phase !== 'asking' || state.request !== event.request) return state;
      return { phase: 'live', request: event.request, deviceId: event.deviceId, label: event.label, muted: false };
    case 'failed':
      if (state.phase !== 'asking' || state.request !== event.request) return state;
      return { phase: 'faulty', fault: event.fault };
    case 'ended':
      if (state.phase !== 'live' || state.request !== event.request) return state;
      return { phase: 'faulty', fault: event.fault };
    case 'muted':
      if (state.phase !== 'live' || state.request !== event.request) return state;
      return { ...state, muted: event.muted };
    case 'close':
      return CAMERA_IDLE;
    case 'tick':
      if (state.phase !== 'asking') return state;
      if (event.atMs >= state.deadlineMs) return { phase: 'faulty', fault: 'timed-out' };
      if (!state.slow && event.atMs - state.askedAtMs >= CAMERA_SLOW_MS) return { ...state, slow: true };
      return state;
  }
}
