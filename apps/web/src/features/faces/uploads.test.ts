import { FACE_STAGES, type FaceSummary } from '@facegate/contracts';
import { describe, expect, test } from 'vitest';
import { ApiProblem } from '../../shared/api/problem.js';
import {
  NO_UPLOADS,
  nextStage,
  PATIENCE_BUSY_ANSWERS,
  startable,
  type UploadEvent,
  type Uploads,
  uploadsReducer,
} from './uploads.js';

const FACE: FaceSummary = {
  id: 'f',
  pose: 'left',
  quality: 0.8,
  enrolledAt: '2026-11-20T12:00:00Z',
  isReference: true,
  hasImage: true,
};
const PICTURE = { blob: new Blob(), widthPx: 1, heightPx: 1 };

const after = (events: readonly UploadEvent[], from: Uploads = NO_UPLOADS): Uploads =>
  events.reduce(uploadsReducer, from);
const added = (count: number, room = 20): UploadEvent => ({
  type: 'added',
  room,
  uploads: Array.from({ length: count }, (_, index) => ({
    name: `${index}.jpg`,
    source: new Blob(),
    pose: null,
    proof: null,
  })),
});
const started = (id: number): UploadEvent => ({ type: 'started', id });
const failed = (id: number, code: 'BUSY' | 'NO_FACE' | 'NETWORK', retryAfterS: number | null = null): UploadEvent => ({
  type: 'failed',
  id,
  problem: new ApiProblem(code, { retryAfterS }),
});
const ids = (state: Uploads): number[] => startable(state).map(({ id }) => id);
const phases = ({ list }: Uploads): string[] => list.map(({ phase }) => phase.name);

describe('uploads', () => {
  test('two are under way at a time, in the order given', () => {
    const three = after([added(3)]);
    expect(ids(three)).toEqual([1, 2]);
    expect(ids(after([started(1)], three))).toEqual([2]);
    expect(ids(after([started(1), started(2)], three))).toEqual([]);
    expect(ids(after([started(1), started(2), { type: 'saved', id: 2, face: FACE }], three))).toEqual([3]);
    expect(ids(after([started(1), started(2), failed(1, 'NO_FACE')], three))).toEqual([3]);
  });

  test('a frame of a live session does not wait behind files: its proof does not keep for long', () => {
    const proof = { livenessToken: 't', nonce: 'n', pictures: { left: PICTURE }, provenAtMs: 0 };
    const frame: UploadEvent = {
      type: 'added',
      room: 20,
      uploads: [{ name: 'Left', source: PICTURE, pose: 'left', proof }],
    };
    expect(ids(after([added(3), frame]))).toEqual([4, 1]);
    expect(ids(after([added(3), started(1), frame]))).toEqual([4]);
  });

  test('what the account has no room for is refused before it is sent', () => {
    const state = after([added(3, 2)]);
    expect(phases(state)).toEqual(['waiting', 'waiting', 'refused']);
    expect(state.list[2]?.phase).toMatchObject({ problem: { code: 'TOO_MANY_FACES' } });
    expect(phases(after([added(1, 2)], state))[3]).toBe('refused');
    expect(phases(after([started(1), failed(1, 'NO_FACE'), added(1, 2)], state))[3]).toBe('waiting');
    expect(phases(after([added(1, 0)]))).toEqual(['refused']);
  });

  test('a busy server gets its pause, and the picture another turn', () => {
    const busy = after([added(3), started(1), started(2), failed(1, 'BUSY', 4)]);
    expect(busy.pause).toEqual({ ms: 4000 });
    expect(phases(busy)).toEqual(['waiting', 'reading', 'waiting']);
    expect(ids(busy)).toEqual([]);
    expect(ids(after([{ type: 'resumed' }], busy))).toEqual([1]);
    expect(after([started(2), failed(2, 'BUSY')], busy).pause).toEqual({ ms: 1000 });
  });

  test('a server that stays busy is told of in the end, and a retry is patient again', () => {
    const once: UploadEvent[] = [started(1), failed(1, 'BUSY', 1), { type: 'resumed' }];
    const patient = after([added(1), ...Array.from({ length: PATIENCE_BUSY_ANSWERS }, () => once).flat()]);
    expect(phases(patient)).toEqual(['waiting']);
    const over = after(once, patient);
    expect(phases(over)).toEqual(['refused']);
    expect(phases(after([{ type: 'retried', id: 1 }, ...once], over))).toEqual(['waiting']);
  });

  test('stages are what the server said: the next one is worked on, or failed', () => {
    const sent = after([added(1), started(1), { type: 'read', id: 1, picture: PICTURE }]);
    expect(sent.list[0]).toMatchObject({ phase: { name: 'sending' }, picture: PICTURE, reached: null });
    expect(sent.list.map(nextStage)).toEqual(['valid']);
    const told = FACE_STAGES.map((stage) => after([{ type: 'reached', id: 1, stage }], sent).list.map(nextStage));
    expect(told.flat()).toEqual(['face-found', 'encoded', 'saved', 'indexed', null]);
  });

  test('a retry begins anew, with the pose that the person chose', () => {
    const refused = after([added(1), started(1), { type: 'reached', id: 1, stage: 'valid' }, failed(1, 'NETWORK')]);
    expect(after([{ type: 'retried', id: 1 }], refused).list[0]).toMatchObject({ reached: null, pose: null });
    expect(after([{ type: 'retried', id: 1, pose: 'up' }], refused).list[0]).toMatchObject({ pose: 'up' });
  });

  test('what is under way is not removed, everything else is', () => {
    const two = after([added(3), started(1), started(2), failed(2, 'NO_FACE')]);
    expect(phases(after([{ type: 'removed', id: 1 }], two))).toHaveLength(3);
    expect(phases(after([{ type: 'removed', id: 2 }], two))).toEqual(['reading', 'waiting']);
    expect(phases(after([{ type: 'removed', id: 3 }], two))).toEqual(['reading', 'refused']);
    expect(after([{ type: 'removed', id: 2 }, added(1)], two).list.at(-1)?.id).toBe(4);
  });
});
