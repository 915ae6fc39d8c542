import { commonDelivery } from '../delivery.js';
import type { Material, OfPerson, PhotoMaterial, StillsMaterial } from '../material/material.js';
import { runSession, type Outcome } from '../session.js';
import { HeldPhoto, StillsPoser, WarpPoser } from '../visitors/posers.js';
import { PosedVisitor, type FakedBlink, type Poser, type PosedTricks } from '../visitors/posed-visitor.js';
import type { LivenessLimits } from '@facegate/face-engine';
import { tracesFor } from './honest.js';
import { drawn, NOT_PLAYED, notShown, pick, STEPS, type Effort, type Trial } from './trial.js';

const EACH: Record<Effort, number> = { quick: 1, full: 4 };
const SWAY_PX = 3;
const STRONG_SWAY_PX = 10;

interface Attack<Of> {
  kind: string;
  /** Undefined where this one cannot be made of it. */
  poser: (of: Of, random: () => number) => Poser | undefined;
  blink?: (of: Of, random: () => number) => FakedBlink | undefined;
  swayPx?: number;
}

const borrowed = ({ borrowed: series }: PhotoMaterial, random: () => number): FakedBlink | undefined => {
  const pictures = series[Math.floor(random() * series.length)];
  return pictures && { pictures };
};
const PAINTED_S = 0.2;
const painted = ({ painted: pictures }: { painted: PhotoMaterial['painted'] }): FakedBlink => ({
  pictures: pictures.map((picture, i) => ({ ...picture, atSeconds: (i * PAINTED_S) / pictures.length })),
});

const warp = (variant: string, blink: 'painted' | 'pasted' | 'traced', swayPx?: number): Attack<PhotoMaterial> => ({
  kind: `warp ${variant}, ${{ painted: 'painted lids', pasted: 'pasted eyes', traced: 'eyes of a real blink' }[blink]}${swayPx ? ', swayed' : ''}`,
  poser: ({ still, warps }) => warps[variant] && new WarpPoser(still, warps[variant]),
  ...(blink === 'painted' && { blink: painted }),
  ...(blink === 'pasted' && { blink: borrowed }),
  ...(swayPx !== undefined && { swayPx }),
});

const WARP_ATTACKS: readonly Attack<PhotoMaterial>[] = [
  warp('plain', 'traced'),
  warp('plain', 'pasted'),
  warp('plain', 'painted'),
  warp('plain', 'traced', STRONG_SWAY_PX),
  warp('shallow', 'traced'),
  warp('deep', 'traced'),
  warp('relit', 'traced'),
  warp('mirrored', 'traced'),
];

/** Photographs that their own mesh turns. */
export const warpTrials = (material: Material, effort: Effort): Trial[] =>
  WARP_ATTACKS.flatMap((attack) => posed(material, material.photos(), attack, EACH[effort]));

const stillsAttack = (kind: string, how: { half: boolean; fadeFrames: number }): Attack<StillsMaterial> => ({
  kind,
  poser: ({ stills }) => new StillsPoser(stills, how),
  blink: ({ painted: lids, eyesShut }) => (eyesShut ? painted({ painted: eyesShut }) : painted({ painted: lids })),
});

const STILLS_ATTACKS: readonly Attack<StillsMaterial>[] = [
  stillsAttack('stills, front and sides, cut', { half: false, fadeFrames: 0 }),
  stillsAttack('stills, with half-ways, cut', { half: true, fadeFrames: 0 }),
  stillsAttack('stills, front and sides, faded', { half: false, fadeFrames: 3 }),
  stillsAttack('stills, with half-ways, faded', { half: true, fadeFrames: 2 }),
  stillsAttack('stills, with half-ways, faded slowly', { half: true, fadeFrames: 4 }),
];

/** Stills of a person in turn; besides with the eyes of a real blink, so that the blink is not what stops them. */
export function stillsTrials(material: Material, effort: Effort): Trial[] {
  const withEyes = STILLS_ATTACKS.map(({ kind, poser }): Attack<StillsMaterial> => ({
    kind: `${kind}, eyes of a real blink`,
    poser,
  }));
  return [...STILLS_ATTACKS, ...withEyes].flatMap((attack) =>
    posed(material, material.stills(), attack, EACH[effort], ({ stills: { motions } }) => notShown(motions)),
  );
}

const HELD_WAYS = ['tilted', 'tilted from near', 'bent', 're-lit'];
const held = (
  kind: string,
  way: string | undefined,
  blink: Attack<PhotoMaterial>['blink'],
  swayPx: number,
): Attack<PhotoMaterial> => ({
  kind,
  poser: ({ still, tilts }) =>
    way === undefined ? new HeldPhoto(still) : tilts[way] && new HeldPhoto(still, tilts[way]),
  ...(blink && { blink }),
  swayPx,
});

const PHOTO_ATTACKS: readonly Attack<PhotoMaterial>[] = [
  { ...held('photograph, still', undefined, () => undefined, 0) },
  { ...held('photograph, moved', undefined, () => undefined, 12) },
  ...HELD_WAYS.flatMap((way) => [
    held(`photograph, ${way}, painted lids`, way, painted, SWAY_PX),
    held(`photograph, ${way}, pasted eyes`, way, borrowed, SWAY_PX),
    held(`photograph, ${way}, eyes of a real blink`, way, undefined, SWAY_PX),
  ]),
];

/** Photographs as sheets before a camera. */
export const photoTrials = (material: Material, effort: Effort): Trial[] =>
  PHOTO_ATTACKS.flatMap((attack) => posed(material, material.photos(), attack, EACH[effort]));

function posed<Of>(
  material: Material,
  all: readonly OfPerson<Of>[],
  attack: Attack<Of>,
  each: number,
  without: (of: Of) => ReturnType<typeof notShown> = () => new Set(),
): Trial[] {
  return all.flatMap((of) =>
    STEPS.flatMap((steps) =>
      Array.from({ length: each }, (): Trial => ({
        kind: attack.kind,
        people: [of.person],
        steps,
        condition: of.name,
        run: (random, limits) => {
          const poser = attack.poser(of, random);
          const challenge = drawn(steps, random, without(of));
          if (!poser || !challenge) return NOT_PLAYED;
          const tricks = tricksOf(material, of, attack, random);
          return playPosed({ poser, tricks, challenge, limits }, random);
        },
      })),
    ),
  );
}

/** Without a blink of its own an attack has the eyes of a real one: more than paint can do. */
function tricksOf<Of>(material: Material, of: OfPerson<Of>, attack: Attack<Of>, random: () => number): PosedTricks {
  const traces = tracesFor(material, of.person);
  const blink = attack.blink ? attack.blink(of, random) : { trace: pick(traces, Math.floor(random() * traces.length)) };
  return { swayPx: attack.swayPx ?? SWAY_PX, ...(blink && { blink }) };
}

interface Play {
  poser: Poser;
  tricks: PosedTricks;
  challenge: NonNullable<ReturnType<typeof drawn>>;
  limits: LivenessLimits;
}

const playPosed = ({ poser, tricks, challenge, limits }: Play, random: () => number): Outcome =>
  runSession({ challenge, delivery: commonDelivery(random), limits }, new PosedVisitor(poser, tricks, random), random);
