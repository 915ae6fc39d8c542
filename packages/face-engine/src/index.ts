export { comparisonScore, cosineSimilarity, euclideanDistance } from './compare/compare.js';
export { fuse } from './compare/fuse.js';
export {
  COMPARISON_KINDS,
  thresholdAt,
  type ComparisonKind,
  type FmrCurve,
  type FmrCurves,
} from './decide/fmr-curve.js';
export { fmrForSearch, searchThreshold, supportedEnrolled } from './decide/identification.js';
export { DEFAULT_DECODE_LIMITS, decodeImage, type DecodeLimits } from './image/decode.js';
export { reencode, type ReencodeOptions } from './image/reencode.js';
export { similarityBetween, transform, type Similarity } from './image/similarity.js';
export { loadEngine, type EngineOptions, type LoadedEngine } from './engines.js';
export { ENGINES, type EmbeddingSpec, type EngineName } from './models.js';
export {
  challengesOf,
  drawChallenge,
  drawSpares,
  LIVENESS_ACTIONS,
  type Challenge,
  type LivenessAction,
  type StepAction,
} from './pad/challenge.js';
export { type FrameFacts, type FrameMeasure, type MeasuredFace } from './pad/frame-measure.js';
export {
  LIVENESS_FAILURES,
  type LivenessAdvice,
  type LivenessFailure,
  type LivenessFailureCode,
} from './pad/liveness-failure.js';
export { backdropChange, type BackdropChange } from './pad/backdrop.js';
export { type CapturedFrame, type LiveEvidence } from './pad/evidence.js';
export { headLogOdds, headTerms, NO_HEAD_EVIDENCE, withMovement, type HeadEvidence } from './pad/head-evidence.js';
export { judge } from './pad/liveness-judge.js';
export { LIVENESS_LIMITS, type HeadModel, type LivenessLimits } from './pad/liveness-limits.js';
export {
  isOver,
  startLiveness,
  wantsEmbedding,
  type LivenessEffect,
  type LivenessGuidance,
  type LivenessPlan,
  type LivenessState,
} from './pad/liveness-state.js';
export { frameFacts, measureFrame } from './pad/measure-frame.js';
export { Pipeline } from './pipeline.js';
export { FaceEnginePool, type PoolOptions, type PoolStats } from './pool/face-engine-pool.js';
export { gatePicture, gateQuality, type GateCode, type GateOptions, type GateVerdict } from './quality/gate.js';
export { COMMON_LIMITS } from './quality/gate-limits.js';
export { inPoseWindow, POSE_WINDOWS, type RestPose } from './quality/pose-windows.js';
export { FaceIndex, type FaceIndexOptions, type IndexedTemplate, type SearchOptions } from './search/face-index.js';
export { type IndexBytes, type Match } from './search/template-index.js';
export { type WatchedFace } from './watch/watch-frame.js';
export * from './types.js';
