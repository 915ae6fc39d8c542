import { COMMON_LIMITS, ENGINES, POSE_WINDOWS } from '@facegate/face-engine';
import { expect, it } from 'vitest';
import { evaluateEngine } from '../recognition/evaluate-engine.js';
import type { LabelledObservation } from '../recognition/subjects.js';
import { seededRandom } from '../statistics/random.js';
import { reportPage } from './page.js';

const random = seededRandom(5);

/** Forty people, four pictures each, far apart. */
const observed = Array.from({ length: 40 }, (_, person): LabelledObservation[] => {
  const middle = Array.from({ length: 32 }, () => random() - 0.5);
  return [1, 2, 3, 4].map((number) => ({
    sample: { person: `secret${person}`, file: `secret${person}_000${number}.jpg`, path: '/home/secret' },
    inData: true,
    observation: {
      sha256: `${person}-${number}`,
      extractionMs: 20 + number,
      outcome: {
        kind: 'extracted',
        extraction: {
          width: 100,
          height: 100,
          faces: [
            {
              box: { x: 25, y: 25, width: 50, height: 50 },
              detectionScore: 1,
              quality: { interocularPx: 60, sharpness: 0.6, brightness: 0.5, cutOff: 0, eyesOpen: 1, overall: 1 },
              embedding: Float32Array.from(middle, (value) => value + (random() - 0.5) / 5),
            },
          ],
        } as unknown as Extract<LabelledObservation['observation']['outcome'], { kind: 'extracted' }>['extraction'],
      },
    },
  }));
}).flat();

const filmed = ['a', 'a', 'b'].map((person, k) => ({
  name: `clip ${k}`,
  person,
  kind: 'clip' as const,
  frames: Array.from({ length: 24 }, (_, i) => ({
    vector: Float32Array.from({ length: 32 }, () => random() - 0.5),
    yawDegrees: i - 12,
  })),
}));

it('the page stands alone and names nobody', () => {
  const info = {
    model: 'a <model>',
    metric: 'cosine',
    dimensions: 32,
    fmrCurves: ENGINES.sface.fmrCurves,
    identificationMargin: 0,
    samePictureScore: 1,
    backend: 'test',
    gate: COMMON_LIMITS,
    poseWindows: POSE_WINDOWS,
  } as const;
  const engine = evaluateEngine({ engine: 'sface', info }, { observed, pairs: undefined, filmed });
  const page = reportPage({
    measuredOn: '2026-01-02',
    command: 'pnpm eval recognition --data some',
    data: { name: 'some', pictures: 160, persons: 40 },
    impostors: [],
    leftOut: 0,
    labelErrors: [{ pictures: ['X_0001', 'Y_0001'], what: 'twins', source: 'seen' }],
    machine: { cpu: 'cpu', cores: 1, loadAverage: 0, memoryGiB: 1, node: 'v20', platform: 'linux x64' },
    engines: [engine],
  });
  expect(page).toContain('a &#60;model&#62;');
  expect(page).toContain('0 of 240');
  expect(page.match(/<svg /g)).toHaveLength(2);
  expect(page).not.toMatch(/<script|https?:|@import|url\(|NaN|undefined|secret/);
  expect(JSON.stringify(engine)).not.toContain('secret');
});
