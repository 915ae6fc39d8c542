import type { Machine } from '../machine.js';
import type { EngineResult } from './evaluate-engine.js';
import type { KnownLabelError } from './label-errors.js';

export interface DataDescription {
  /** The folder's own name: where it lies is nobody's business. */
  name: string;
  pictures: number;
  persons: number;
}

/** All that one run found out: numbers, names of engines and recordings; of people only names that a public list of errors has. */
export interface RecognitionReport {
  /** ISO date. */
  measuredOn: string;
  command: string;
  data: DataDescription;
  impostors: DataDescription[];
  /** Pictures that came twice, byte for byte, and were taken once. */
  leftOut: number;
  /** Known errors of the data's labels, left in. */
  labelErrors: KnownLabelError[];
  machine: Machine;
  engines: EngineResult[];
}
