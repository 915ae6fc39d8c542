import type { Entry, IndexBytes, Match } from './template-index.js';

/** What crosses between FaceIndex and its worker thread. */
export type Request =
  | { kind: 'add'; owners: string[]; ids: string[]; vectors: Float32Array }
  | { kind: 'remove'; id: string }
  | { kind: 'remove-owner'; owner: string }
  | { kind: 'list'; first: number; count: number }
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

/** `removed` faces, `entries` listed, `matches` found. Errors cross as text: none is expected, other than that memory ends. */
export interface Answer {
  call: number;
  contents: Contents;
  removed?: number;
  entries?: Entry[];
  matches?: Match[];
  failure?: string;
}
