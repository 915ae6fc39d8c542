import type { LivenessFailure } from './liveness-failure.js';
import type { Judged, LivenessGuidance, LivenessState } from './liveness-state.js';
import { evidenceIn } from './record.js';
import { screenSigns } from './screen-signs.js';

/** The session goes on; `undefined` when all is as it should be. */
export const guide = (state: LivenessState, guidance: LivenessGuidance | undefined): Judged => ({
  state,
  effects: [{ type: 'guidance', guidance }],
});

export const fail = (state: LivenessState, failure: LivenessFailure): Judged => ({
  state: { ...state, phase: { name: 'failed', failure } },
  effects: [{ type: 'failed', failure }],
});

export function live(state: LivenessState): Judged {
  const screen = screenSigns(state.signs);
  const evidence = { ...evidenceIn(state.record), ...(screen && { screen }) };
  return { state: { ...state, phase: { name: 'live', evidence } }, effects: [{ type: 'live', evidence }] };
}
