export { ASSET_FOLDER } from './asset-paths.js';
export * from './browser/camera.js';
export * from './browser/face-tracker.js';
export * from './browser/mediapipe-face-tracker.js';
export * from './browser/picture.js';
export * from './core/camera.js';
export { shownFaces, type FaceTracks, type ShownFace } from './core/face-tracks.js';
export * from './core/guidance.js';
export { LIVE_CLIENT_CODES, type LiveFailure, type LivePhase } from './core/live-session.js';
export {
  HOLD_MS,
  multiAngleReducer,
  startMultiAngle,
  type CapturedSample,
  type CapturePhase,
  type MultiAngleEvent,
  type MultiAngleState,
  type SampleSource,
} from './core/multi-angle-capture.js';
export * from './core/observation.js';
export * from './core/pose-windows.js';
export * from './core/prompt.js';
export * from './react/use-camera.js';
export * from './react/use-face-tracker.js';
export * from './react/use-liveness.js';
export * from './react/use-multi-angle-capture.js';
export * from './react/use-video.js';
export * from './react/use-video-ratio.js';
export * from './react/use-watch.js';
