import { decodeImage, loadEngine } from '@facegate/face-engine';
import type { Picture } from '@facegate/test-footage';
import sharp from 'sharp';
import { photoFace, warped } from '../../../../packages/face-engine/src/pad/warped-face.test-support.js';
import { type Films, type Reel, SENT_FPS, swayed } from './film.js';

const FARTHEST_DEGREES = 20;
/** From frame to frame: as fast as a person turns who is asked to. */
const STEP_DEGREES = 4;

interface Turn {
  yaw: number;
  pitch: number;
}

const TURNS: Record<keyof Films, Turn> = {
  front: { yaw: 0, pitch: 0 },
  blink: { yaw: 0, pitch: 0 },
  left: { yaw: FARTHEST_DEGREES, pitch: 0 },
  right: { yaw: -FARTHEST_DEGREES, pitch: 0 },
  up: { yaw: 0, pitch: FARTHEST_DEGREES },
  down: { yaw: 0, pitch: -FARTHEST_DEGREES },
};

/** One photograph that an attacker warps by the mesh of its face into whatever turn is asked for, held before the camera by hand. */
export async function warpedPhoto(picture: Picture): Promise<Films> {
  const engine = await loadEngine({ engine: 'sface' });
  const image = await decodeImage(await picture.jpeg());
  const photo = photoFace(image, await engine.pipeline.extractFrom(image, { embed: 'none' }));
  const jpegs = new Map<string, Buffer>();
  for (let degrees = -FARTHEST_DEGREES; degrees <= FARTHEST_DEGREES; degrees += STEP_DEGREES)
    for (const turn of [
      { yaw: degrees, pitch: 0 },
      { yaw: 0, pitch: degrees },
    ])
      jpegs.set(keyOf(turn), await jpegOf(warped(photo, turn.yaw, turn.pitch)));
  const now: Turn = { yaw: 0, pitch: 0 };
  let shown = 0;
  const towards = (turn: Turn): Reel => ({
    frame: () => {
      // One after the other: the photograph was warped for turns about one axis.
      if (turn.pitch === 0 && now.pitch !== 0) now.pitch -= STEP_DEGREES * Math.sign(now.pitch);
      else if (turn.yaw !== now.yaw) now.yaw += STEP_DEGREES * Math.sign(turn.yaw - now.yaw);
      else now.pitch += STEP_DEGREES * Math.sign(turn.pitch - now.pitch);
      return swayed(jpegs.get(keyOf(now))!, (shown += 1) / SENT_FPS);
    },
  });
  const { front, left, right, up, down, blink } = TURNS;
  return {
    front: towards(front),
    left: towards(left),
    right: towards(right),
    up: towards(up),
    down: towards(down),
    blink: towards(blink),
  };
}

const keyOf = ({ yaw, pitch }: Turn): string => `${yaw} ${pitch}`;

const jpegOf = ({ data, width, height }: ReturnType<typeof warped>): Promise<Buffer> =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
