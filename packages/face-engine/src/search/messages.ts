import type { IndexBytes, Match } from './template-index.js';

/** What crosses between FaceIndex and its worker thread. */
export type Request =
  | { kind: 'add'; owners: string[]; ids: string[]; vectors: Float32Array }
  | { kind: 'remove'; id: string }
  | { kind: 'remove-owner'; owner: string }
  | { kind: 'search'; probe: Float32Array; top: number };

export interface Call {
  call: number;
  request: Request;
}

export interface Contents {
  size: number;
  owners: number;
  bytes: IndexBytes;
}

/** `removed` faces, `matches` found. Errors cross as text: none is expected, other than that memory ends. */
export interface Answer {
  call: number;
  contents: Contents;
  removed?: number;
  matches?: Match[];
  failure?: string;
}
