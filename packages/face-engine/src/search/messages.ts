import type { IndexBytes, Match } from './template-index.js';

/** What crosses between FaceIndex and its worker thread. */
export type Request =
  | { kind: 'add'; owners: string[]; vectors: Float32Array }
  | { kind: 'remove'; owner: string }
  | { kind: 'list'; first: number; count: number }
  | { kind: 'search'; probe: Float32Array; top: number };

export interface Call {
  call: number;
  request: Request;
}

export interface Contents {
  size: number;
  bytes: IndexBytes;
}

/** `removed`: whether it was there; `owners` listed, `matches` found. Errors cross as text: none is expected, other than that memory ends. */
export interface Answer {
  call: number;
  contents: Contents;
  removed?: boolean;
  owners?: string[];
  matches?: Match[];
  failure?: string;
}
