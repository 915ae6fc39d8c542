import { beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '../common/problem-error.js';
import type { WatchedFace } from '../face/frame-watcher.js';
import type { UserEntity } from '../users/user.entity.js';
import { FaceMemory } from './face-memory.js';
import type { FaceNames } from './face-names.js';
import type { LiveLine, ServerMessage } from './live-session.js';
import { WatchSession } from './watch-session.js';

const face: WatchedFace = {
  box: { x: 1.23456, y: 2, width: 3, height: 4 },
  outline: [{ x: 1.5, y: 2.777 }],
  vector: Float32Array.of(1),
};
const names = {
  memory: () => new FaceMemory(() => 1, 0.5),
  of: () => Promise.resolve({ identity: 'known', username: 'ben' }),
} as unknown as FaceNames;

describe('WatchSession', () => {
  let sent: ServerMessage[];
  let ended: string[];
  let nowMs: number;
  let checks: number;
  let held: boolean;
  let seesNames: boolean;
  let line: LiveLine;

  beforeEach(() => {
    [sent, ended, nowMs, checks, held, seesNames] = [[], [], 0, 0, true, false];
    line = {
      id: 'one',
      over: false,
      nowMs: () => nowMs,
      send: (message) => void sent.push(message),
      conclude: () => undefined,
      end: (code) => void ended.push(code),
    };
  });

  const open = (landmarks = false, faces = () => Promise.resolve([face])) =>
    WatchSession.open(
      {
        viewer: () => {
          checks += 1;
          return held
            ? Promise.resolve({ user: {} as UserEntity, seesNames })
            : Promise.reject(new ProblemError('SESSION_REVOKED', 'This session was ended.'));
        },
        faces,
        names,
        landmarks,
      },
      line,
    );

  const watch = (session: WatchSession) =>
    session.frame(Buffer.alloc(0), { number: 0, atMs: nowMs }, new AbortController().signal);

  it('does not open for who may not watch', async () => {
    held = false;
    await expect(open()).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
  });

  it('tells of each face, and how long it took', async () => {
    const session = await open(false, () => {
      nowMs += 40;
      return Promise.resolve([face]);
    });
    await watch(session);
    expect(sent).toEqual([
      {
        type: 'recognition',
        faces: [{ box: { x: 1.23, y: 2, width: 3, height: 4 }, identity: 'known' }],
        latencyMs: 40,
      },
    ]);
  });

  it('tells the name once the viewer may see names, of a face that was compared before', async () => {
    const session = await open();
    await watch(session);
    seesNames = true;
    await session.tick((nowMs = 3000));
    await watch(session);
    expect(sent).toMatchObject([{ faces: [{ identity: 'known' }] }, { faces: [{ identity: 'known', name: 'ben' }] }]);
    expect(sent[0]).not.toMatchObject({ faces: [{ name: 'ben' }] });
  });

  it('sends landmarks when asked for', async () => {
    await watch(await open(true));
    expect(sent[0]).toMatchObject({ faces: [{ landmarks: [[1.5, 2.78]] }] });
  });

  it('looks again every few seconds whether one may watch', async () => {
    const session = await open();
    await session.tick((nowMs = 2000));
    expect(checks).toBe(1);
    await session.tick((nowMs = 3000));
    await session.tick((nowMs = 3250));
    expect(checks).toBe(2);
    held = false;
    await expect(session.tick((nowMs = 6000))).rejects.toMatchObject({ code: 'SESSION_REVOKED' });
  });

  it('ends when no frame came for a minute', async () => {
    const session = await open();
    nowMs = 30_000;
    await watch(session);
    await session.tick((nowMs = 89_000));
    expect(ended).toEqual([]);
    await session.tick((nowMs = 90_000));
    expect(ended).toEqual(['TIMED_OUT']);
  });
});
