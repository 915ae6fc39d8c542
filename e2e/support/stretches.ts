import { clipFrames, emptyRoom, personA, personB, twoPeople, type Picture, type Video } from '@facegate/test-footage';
import { readFile } from 'node:fs/promises';

/** A piece of footage that the test camera plays to and fro, or a picture that it shows. */
type Footage = { video: Video; from: number; to: number } | { picture: Picture };

/** What each stretch shows was seen by eye and measured with MediaPipe: yaw and pitch in degrees, blink 0…1. */
const FOOTAGE = {
  /** Yaw +3, pitch +10, eyes open all the time (blink under 0.1). */
  'a-front': { video: 'a-turns', from: 1, to: 2.4 },
  /** Yaw +11…+15. */
  'a-left': { video: 'a-turns', from: 20.84, to: 21.52 },
  /** Yaw −10.4…−11.5. */
  'a-right': { video: 'a-turns', from: 19.84, to: 20.2 },
  /** Facing the camera, eyes closed at 25.60–25.76 (blink 0.67, else under 0.2). */
  'a-blink': { video: 'a-turns', from: 25.2, to: 26.1 },
  /** Person A on another occasion: yaw +5, eyes open, then closed at 17.04–17.20. */
  'a-other-blink': { video: 'a-talks', from: 16.4, to: 17.9 },
  /** The same occasion, yaw +19. */
  'a-other-left': { picture: personA.otherLeft },
  'a-other-front': { video: 'a-talks', from: 28.9, to: 30.4 },
  /** Yaw 0…+2, eyes open. */
  'b-front': { video: 'b', from: 5, to: 6.6 },
  /** Yaw +17…+21, eyes open: 0.2 s of it. */
  'b-left': { video: 'b', from: 45.32, to: 45.52 },
  /** Yaw −9…−11.6, eyes open: 0.2 s of it. */
  'b-right': { video: 'b', from: 160.16, to: 160.36 },
  /** Facing the camera, eyes closed at 6.80–7.00. */
  'b-blink': { video: 'b', from: 6.4, to: 7.5 },
  'b-closed': { picture: personB.closed },
  'two-people': { picture: twoPeople },
  'empty-room': { picture: emptyRoom },
} as const satisfies Record<string, Footage>;

export type StretchName = keyof typeof FOOTAGE;

export const CAMERA_FPS = 25;

/** The JPEG frames of a stretch, in order. */
async function framesOf(name: StretchName): Promise<Buffer[]> {
  const footage: Footage = FOOTAGE[name];
  if ('picture' in footage) return [await footage.picture.jpeg()];
  const paths = await clipFrames(footage.video, footage.from, footage.to, { fps: CAMERA_FPS });
  return Promise.all(paths.map((path) => readFile(path)));
}

let loading: Promise<Map<StretchName, Buffer[]>> | undefined;

/** All stretches, read once a process. */
export function allFrames(): Promise<Map<StretchName, Buffer[]>> {
  loading ??= (async () => {
    const frames = new Map<StretchName, Buffer[]>();
    for (const name of Object.keys(FOOTAGE) as StretchName[]) frames.set(name, await framesOf(name));
    return frames;
  })();
  return loading;
}

export type PersonName = 'a' | 'b';

/** What a page can ask of the person in front of the camera: the values of `data-prompt`. */
export type Prompt = 'look-front' | 'turn-left' | 'turn-right' | 'blink' | 'hold-still' | 'none';

/** Which stretch does what is asked. */
export function obedience(person: PersonName): Record<Prompt, StretchName> {
  return {
    'look-front': `${person}-front`,
    'turn-left': `${person}-left`,
    'turn-right': `${person}-right`,
    blink: `${person}-blink`,
    'hold-still': `${person}-front`,
    none: `${person}-front`,
  };
}
