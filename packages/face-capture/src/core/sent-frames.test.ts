import { expect, test } from 'vitest';
import { SentFrames } from './sent-frames.js';

test('a frame is found by its number for half a minute, and then forgotten', () => {
  const frames = new SentFrames<string>();
  // Twelve a second for a whole session.
  for (let number = 0; number < 720; number += 1) frames.add(`frame ${number}`, number * (1000 / 12));
  expect(frames.at(719)).toBe('frame 719');
  expect(frames.at(719 - 12 * 20)).toBe('frame 479');
  expect(frames.at(719 - 12 * 31)).toBeNull();
  expect(frames.at(0)).toBeNull();
  expect(frames.at(720)).toBeNull();
  expect(frames.at(-1)).toBeNull();
});

test('nothing is forgotten while nothing is sent: a review takes its time', () => {
  const frames = new SentFrames<string>();
  frames.add('first', 0);
  expect(frames.at(0)).toBe('first');
  frames.add('second', 100_000);
  expect(frames.at(0)).toBeNull();
  expect(frames.at(1)).toBe('second');
});
