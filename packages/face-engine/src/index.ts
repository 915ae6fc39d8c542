export { bestScore, comparisonScore, cosineSimilarity, euclideanDistance, type BestScore } from './compare/compare.js';
export { DEFAULT_DECODE_LIMITS, decodeImage, type DecodeLimits } from './image/decode.js';
export { loadEngine, type EngineOptions, type LoadedEngine } from './engines.js';
export { ENGINES, type EmbeddingSpec, type EngineName } from './models.js';
export { Pipeline } from './pipeline.js';
export { FaceEnginePool, type PoolOptions, type PoolStats } from './pool/face-engine-pool.js';
export { gatePicture, gateQuality, type GateCode, type GateOptions, type GateVerdict } from './quality/gate.js';
export { COMMON_LIMITS, type GateLimits } from './quality/gate-limits.js';
export {
  inPoseWindow,
  POSE_WINDOWS,
  type ClaimedPose,
  type PoseWindow,
  type RestPose,
} from './quality/pose-windows.js';
export { FaceIndex, type FaceIndexOptions, type IndexedFace, type SearchOptions } from './search/face-index.js';
export { type IndexBytes, type Match } from './search/template-index.js';
export * from './types.js';
