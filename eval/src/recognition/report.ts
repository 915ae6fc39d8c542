import type { Machine } from '../machine.js';
import type { EngineResult } from './evaluate-engine.js';

export interface DataDescription {
  /** The folder's own name: where it lies is nobody's business. */
  name: string;
  pictures: number;
  persons: number;
}

/** All that one run found out: numbers and names of engines, never of people. */
export interface RecognitionReport {
  /** ISO date. */
  measuredOn: string;
  command: string;
  data: DataDescription;
  impostors: DataDescription[];
  /** Pictures that came twice, byte for byte, and were taken once. */
  leftOut: number;
  machine: Machine;
  engines: EngineResult[];
}
