import type { Stages } from '../pipeline.js';
import type { EngineInfo } from '../types.js';

/** The stages of one engine, and what computes them. */
export type EngineParts = { stages: Stages } & Pick<EngineInfo, 'backend' | 'backendNote'>;
