import {
  emptyRoom,
  group,
  personB,
  type Picture,
  type Stretch,
  stretchFrames,
  STRETCHES,
} from '@facegate/test-footage';

/** A piece of footage that the test camera plays to and fro, or a picture that it shows. */
type Footage = Stretch | { picture: Picture };

const FOOTAGE = {
  ...STRETCHES,
  'b-closed': { picture: personB.closed },
  /** Two of them where the page looks. */
  group: { picture: group },
  'empty-room': { picture: emptyRoom },
} as const satisfies Record<string, Footage>;

export type StretchName = keyof typeof FOOTAGE;

/** Stretches that lead from the rest to where a head was asked to go. */
export const WAYS = Object.keys(STRETCHES).filter((name) => name.includes('-to-'));

export const CAMERA_FPS = 25;

/** The JPEG frames of a stretch, in order. */
async function framesOf(name: StretchName): Promise<Buffer[]> {
  const footage: Footage = FOOTAGE[name];
  if ('picture' in footage) return [await footage.picture.jpeg()];
  return stretchFrames(footage, { fps: CAMERA_FPS });
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
export type Prompt = 'look-front' | 'turn-left' | 'turn-right' | 'look-up' | 'look-down' | 'blink' | 'none';

/** Which stretch does what is asked: all of one sitting, as a live session wants it. */
export function obedience(person: PersonName): Record<Prompt, StretchName> {
  return {
    'look-front': `${person}-front`,
    'turn-left': `${person}-to-left`,
    'turn-right': `${person}-to-right`,
    'look-up': `${person}-to-up`,
    'look-down': `${person}-to-down`,
    blink: `${person}-blink`,
    none: `${person}-front`,
  };
}
