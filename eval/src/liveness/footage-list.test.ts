import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { footageOf, readFootageList } from './footage-list.js';
import { JsonReader } from './json-reader.js';

const folder = mkdtempSync(join(tmpdir(), 'footage-'));
writeFileSync(join(folder, 'a.mp4'), '');
writeFileSync(join(folder, 'a.jpg'), '');
afterAll(() => rmSync(folder, { recursive: true }));

const CLIP = { name: 'a', person: 'ann', file: 'a.mp4', rest: [[0, 1]], blinks: [0.5] };
const MOVEMENT = { motion: 'turn-left', from: 1, to: 2 };
const read = (list: unknown): ReturnType<typeof footageOf> => footageOf(new JsonReader(list, ''), folder);
const withClip = (fields: object): unknown => ({ clips: [{ ...CLIP, ...fields }] });

describe('a list of footage', () => {
  it('gives clips with their files, and photographs with their person', () => {
    const { clips, photos } = read({
      clips: [{ ...CLIP, movements: [{ ...MOVEMENT, oneWay: 'back' }] }],
      photos: [
        { name: 'p', person: 'bob', file: 'a.jpg' },
        { name: 'front', clip: 'a', at: 0.25 },
      ],
    });
    expect(clips[0]).toMatchObject({
      person: 'ann',
      source: 'person',
      natural: false,
      video: { kind: 'video', file: join(folder, 'a.mp4') },
      movements: [{ motion: 'turn-left', stretch: [1, 2], oneWay: 'back' }],
    });
    expect(photos.map(({ person }) => person)).toEqual(['bob', 'ann']);
    expect(photos[1]?.source).toMatchObject({ video: clips[0]?.video, atSeconds: 0.25 });
  });

  it.each([
    ['no clips', { clips: [] }, 'clips: none'],
    ['a misspelt field', withClip({ moves: [] }), 'clips[0]: "moves" is not known'],
    ['no person', withClip({ person: undefined }), 'clips[0].person: a text expected, not nothing'],
    ['a missing file', withClip({ file: 'b.mp4' }), `clips[0].file: there is no ${join(folder, 'b.mp4')}`],
    ['a stretch that ends first', withClip({ rest: [[2, 1]] }), 'clips[0].rest[0]: [from, to] in seconds expected'],
    [
      'a time that is none',
      withClip({ blinks: ['0.5'] }),
      'clips[0].blinks[0]: seconds, 0 or more expected, not "0.5"',
    ],
    [
      'a movement that is none',
      withClip({ movements: [{ ...MOVEMENT, motion: 'nod' }] }),
      'clips[0].movements[0].motion: one of',
    ],
    ['a movement that ends first', withClip({ movements: [{ ...MOVEMENT, to: 0.5 }] }), 'a later "to" than "from"'],
    [
      'a photograph of a clip that is not there',
      { clips: [CLIP], photos: [{ name: 'p', clip: 'b', at: 0 }] },
      'photos[0].clip',
    ],
    ['two of one name', { clips: [CLIP, CLIP] }, 'two entries have the name a'],
  ])('with %s is refused, and it says where', (_what, list, message) => {
    expect(() => read(list)).toThrow(message);
  });

  it('that is no JSON is refused with its path', () => {
    const path = join(folder, 'list.json');
    writeFileSync(path, '{');
    expect(() => readFootageList(path, folder)).toThrow(`${path} is no list of footage`);
  });
});
