import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Extraction } from '@facegate/face-engine';
import { packed, unpacked } from './packed-extraction.js';
import { SeriesStore } from './series-store.js';

const folder = mkdtempSync(join(tmpdir(), 'store-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('a store keeps series with their vectors, for its owner alone', () => {
  const store = new SeriesStore<{ vector: Float32Array; at: number }[]>(folder, 'facts @1');
  expect(store.get('video a')).toBeUndefined();
  store.set('video a', [{ vector: Float32Array.of(0.5, -1), at: 2 }]);
  expect(store.has('video a')).toBe(true);
  expect(new SeriesStore(folder, 'facts @1').get('video a')).toEqual([{ vector: Float32Array.of(0.5, -1), at: 2 }]);
  expect(new SeriesStore(folder, 'facts @2').has('video a')).toBe(false);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const [file = ''] = readdirSync(join(folder, 'facts_@1'));
  expect(statSync(join(folder, 'facts_@1', file)).mode & 0o777).toBe(0o600);
});

it('an extraction is the same after it was packed', () => {
  const point = { x: 1, y: 2 };
  const extraction: Extraction = {
    width: 4,
    height: 3,
    faces: [
      {
        box: { x: 0, y: 0, width: 1, height: 1 },
        detectionScore: 0.5,
        landmarks: {
          scheme: 'mediapipe-478',
          points: [
            { x: 1, y: 2, z: 3 },
            { x: 4.5, y: 5, z: -6 },
          ],
          leftEye: point,
          rightEye: point,
          noseTip: point,
          mouthLeft: point,
          mouthRight: point,
        },
        pose: { yawDegrees: 1, pitchDegrees: 2, rollDegrees: 3 },
        quality: { interocularPx: 60, sharpness: 0.6, brightness: 0.5, cutOff: 0, eyesOpen: 1, overall: 1 },
        embedding: Float32Array.of(1, 2),
      },
    ],
  };
  expect(unpacked(packed(extraction))).toEqual(extraction);
});
