import type { PhotoMaterial, StillsMaterial } from '../material/material.js';
import { MOTIONS, type Motion } from '../footage.js';
import { HeldPhoto, StillsPoser, WarpPoser } from '../visitors/posers.js';
import type { FakedBlink, Poser } from '../visitors/posed-visitor.js';

/** What is done to a photograph or to stills. */
export interface PosedAttack<Of> {
  kind: string;
  /** Undefined where it cannot be done with this one. */
  poser: (of: Of) => Poser | undefined;
  /** Without one, the eyes open and close as somebody's did in a real blink: more than paint can do. */
  blink?: (of: Of) => FakedBlink | 'none';
  /** Which movements there are pictures of. */
  motions: (of: Of) => ReadonlySet<Motion>;
  swayPx: number;
  /** Frames a second that are sent; as many as a common page's without it. */
  framesPerS?: number;
}

/** Of a hand; and of one that wants it to be seen. */
const SWAY_PX = 3;
const STRONG_SWAY_PX = 10;
const PAINTED_S = 0.2;

type Eyes = 'painted lids' | 'pasted eyes' | 'eyes of a real blink';

const allMotions: ReadonlySet<Motion> = new Set(MOTIONS);

const shutFor = (pictures: PhotoMaterial['painted']): FakedBlink => ({
  pictures: pictures.map((picture, i) => ({ ...picture, atSeconds: (i * PAINTED_S) / pictures.length })),
});

const eyesOfPhoto = (eyes: Eyes): Pick<PosedAttack<PhotoMaterial>, 'blink'> => {
  if (eyes === 'eyes of a real blink') return {};
  return {
    blink: ({ painted, borrowed }) => (eyes === 'painted lids' ? shutFor(painted) : { pictures: borrowed }),
  };
};

const warp = (variant: string, eyes: Eyes, swayPx = SWAY_PX): PosedAttack<PhotoMaterial> => ({
  kind: `warp ${variant}, ${eyes}${swayPx > SWAY_PX ? ', swayed' : ''}`,
  poser: ({ still, warp: turnedBy }) => {
    const turned = turnedBy(variant);
    return turned && new WarpPoser(still, turned);
  },
  motions: () => allMotions,
  ...eyesOfPhoto(eyes),
  swayPx,
});

export const PLAIN_WARP = warp('plain', 'eyes of a real blink');

/** Photographs that their own mesh turns. */
export const WARP_ATTACKS: readonly PosedAttack<PhotoMaterial>[] = [
  PLAIN_WARP,
  warp('plain', 'pasted eyes'),
  warp('plain', 'painted lids'),
  warp('plain', 'eyes of a real blink', STRONG_SWAY_PX),
  warp('shallow', 'eyes of a real blink'),
  warp('deep', 'eyes of a real blink'),
  warp('relit', 'eyes of a real blink'),
  warp('mirrored', 'eyes of a real blink'),
];

/** `half`: the stills half-way are shown as well. */
const stills = (name: string, how: { half: boolean; fadeFrames: number }): PosedAttack<StillsMaterial>[] => {
  const shown = {
    poser: ({ stills: chosen }: StillsMaterial) => new StillsPoser(chosen, how),
    motions: ({ stills: { motions } }: StillsMaterial) => new Set(motions.keys()),
    swayPx: SWAY_PX,
  };
  return [
    { ...shown, kind: `stills ${name}`, blink: ({ painted, eyesShut }) => shutFor(eyesShut ?? painted) },
    { ...shown, kind: `stills ${name}, eyes of a real blink` },
  ];
};

/** Three to nine stills of a person in turn. */
export const STILLS_ATTACKS: readonly PosedAttack<StillsMaterial>[] = [
  ...stills('front and sides, cut', { half: false, fadeFrames: 0 }),
  ...stills('with half-ways, cut', { half: true, fadeFrames: 0 }),
  ...stills('front and sides, faded', { half: false, fadeFrames: 3 }),
  ...stills('with half-ways, faded', { half: true, fadeFrames: 2 }),
  ...stills('with half-ways, faded slowly', { half: true, fadeFrames: 4 }),
];

/** The same at so few frames that the judge asks for fewer views on the way from one pose to the other. */
export const SLOW_STILLS_ATTACKS: readonly PosedAttack<StillsMaterial>[] = STILLS_ATTACKS.map((attack) => ({
  ...attack,
  kind: `${attack.kind}, at 5 frames a second`,
  framesPerS: 5,
}));

const held = (way: string, eyes: Eyes): PosedAttack<PhotoMaterial> => ({
  kind: `photograph ${way}, ${eyes}`,
  poser: ({ still, tilts }) => {
    const tilted = tilts(way);
    return tilted && new HeldPhoto(still, tilted);
  },
  motions: () => allMotions,
  ...eyesOfPhoto(eyes),
  swayPx: SWAY_PX,
});
const onlyHeld = (kind: string, swayPx: number): PosedAttack<PhotoMaterial> => ({
  kind,
  poser: ({ still }) => new HeldPhoto(still),
  motions: () => allMotions,
  blink: () => 'none',
  swayPx,
});

/** Photographs as sheets before a camera. */
export const PHOTO_ATTACKS: readonly PosedAttack<PhotoMaterial>[] = [
  onlyHeld('photograph, still', 0),
  onlyHeld('photograph, moved', STRONG_SWAY_PX),
  ...['tilted', 'tilted from near', 'bent', 're-lit'].flatMap((way) => [
    held(way, 'painted lids'),
    held(way, 'pasted eyes'),
    held(way, 'eyes of a real blink'),
  ]),
];
