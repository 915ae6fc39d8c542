export * from './browser/camera.js';
export * from './browser/picture.js';
export * from './core/camera.js';
export { shownFaces, type FaceTracks, type ShownFace } from './core/face-tracks.js';
export { LIVE_CLIENT_CODES } from './core/live-line.js';
export {
  REVIEW_END_CODES,
  type Captured,
  type LiveFailure,
  type LivePhase,
  type LiveProof,
  type LiveWish,
} from './core/live-session.js';
export { FARTHEST_PROGRESS } from './core/motion-progress.js';
export type { Picture } from './core/picture.js';
export * from './core/prompt.js';
export * from './react/use-camera.js';
export * from './react/use-liveness.js';
export * from './react/use-video.js';
export * from './react/use-video-ratio.js';
export * from './react/use-watch.js';
