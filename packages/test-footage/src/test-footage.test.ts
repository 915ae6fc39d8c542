import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import {
  clipFrames,
  clipMjpeg,
  emptyRoom,
  frameAt,
  framePaths,
  group,
  otherPeople,
  personA,
  personB,
  twoPeople,
  videoPath,
  type Video,
} from './index.js';

/** Mean absolute difference of two pictures' grey levels, 0…255. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map((jpeg) => sharp(jpeg).resize(160, 120, { fit: 'fill' }).greyscale().raw().toBuffer()),
  );
  if (!a || !b) throw new Error('two pictures are compared');
  return a.reduce((sum, level, index) => sum + Math.abs(level - (b[index] ?? 0)), 0) / a.length;
}

const madeHere: string[] = [];
afterAll(async () => {
  await Promise.all(madeHere.map((path) => rm(path, { force: true })));
});

/** A frame at a size that nobody asked for before, so that the cache cannot have it. */
async function freshFrame(video: Video, seconds: number) {
  const size = { width: 64 + randomInt(1, 400) * 2, height: 48 + randomInt(1, 400) * 2 };
  const both = await Promise.all([framePaths(video, [seconds], size), framePaths(video, [seconds], size)]);
  const [path = ''] = both[0];
  madeHere.push(path);
  return { size, path, bytes: await readFile(path) };
}

describe('frames', () => {
  it.each(['a-turns', 'a-talks', 'b'] as const)('decodes %s at the size asked for', async (video) => {
    const { size, bytes: jpeg } = await freshFrame(video, 2);
    expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', ...size });
    const { channels } = await sharp(jpeg).stats();
    expect(channels.every(({ stdev }) => stdev > 10)).toBe(true);
  });

  it('differ over time, and differ more between people', async () => {
    const [front, turned, otherMan] = await Promise.all([
      frameAt('a-turns', 3.84),
      frameAt('a-turns', 21.08),
      frameAt('b', 5.3),
    ]);
    const overTime = await difference(front, turned);
    expect(overTime).toBeGreaterThan(1);
    expect(await difference(front, otherMan)).toBeGreaterThan(overTime);
  });

  it('come from the cache the second time', async () => {
    const { size, path, bytes } = await freshFrame('b', 150);
    const { mtimeMs } = await stat(path);
    const again = await frameAt('b', 150, size);
    expect(again.equals(bytes)).toBe(true);
    expect((await stat(path)).mtimeMs).toBe(mtimeMs);
  });

  it('are whole when two ask at once', async () => {
    const { size, bytes } = await freshFrame('a-talks', 5);
    expect(await sharp(bytes).metadata()).toMatchObject(size);
  });

  it('do not exist before the start of the video', async () => {
    await expect(frameAt('a-talks', -1)).rejects.toThrow(RangeError);
  });
});

describe('clips', () => {
  it('cuts a stretch into one frame a tick', async () => {
    const frames = await clipFrames('a-turns', 20, 21, { fps: 10, width: 160, height: 120 });
    expect(frames).toHaveLength(10);
    expect(new Set(frames).size).toBe(10);
    expect(frames.every((path) => existsSync(path))).toBe(true);
  });

  it('joins them into JPEGs one after the other', async () => {
    const path = await clipMjpeg('a-turns', 20, 21, { fps: 10, width: 160, height: 120 });
    const bytes = await readFile(path);
    const frames = await Promise.all(
      (await clipFrames('a-turns', 20, 21, { fps: 10, width: 160, height: 120 })).map((file) => readFile(file)),
    );
    expect(bytes.equals(Buffer.concat(frames))).toBe(true);
  });
});

describe('pictures', () => {
  const all = [...Object.values(personA), ...Object.values(personB), ...otherPeople, group, twoPeople, emptyRoom];

  it.each(all.map((picture) => [picture.name, picture] as const))('%s is a photograph', async (_, picture) => {
    const { format, width, height } = await sharp(await picture.jpeg()).metadata();
    expect(format).toBe('jpeg');
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(200);
  });

  it('have names of their own', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it('come with the videos they were cut from', () => {
    expect(existsSync(videoPath('a-turns'))).toBe(true);
    expect(existsSync(videoPath('b', 'webm'))).toBe(true);
  });
});
