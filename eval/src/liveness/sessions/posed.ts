import type { Challenge } from '@facegate/face-engine';
import { commonDelivery, EvenDelivery } from '../delivery.js';
import { MOTIONS } from '../footage.js';
import type { Material, OfPerson } from '../material/material.js';
import { runSession } from '../session.js';
import { PosedVisitor, type PosedTricks } from '../visitors/posed-visitor.js';
import { tracesFor } from './honest.js';
import { PHOTO_ATTACKS, SLOW_STILLS_ATTACKS, STILLS_ATTACKS, WARP_ATTACKS, type PosedAttack } from './posed-attacks.js';
import { drawn, NOT_PLAYED, notShown, pick, STEPS, type Effort, type Trial } from './trial.js';

const EACH: Record<Effort, number> = { quick: 1, full: 4 };

export const warpTrials = (material: Material, effort: Effort): Trial[] =>
  WARP_ATTACKS.flatMap((attack) => wholeSessions(material, material.photos(), attack, effort));

export const stillsTrials = (material: Material, effort: Effort): Trial[] =>
  [...STILLS_ATTACKS, ...SLOW_STILLS_ATTACKS].flatMap((attack) =>
    wholeSessions(material, material.stills(), attack, effort),
  );

export const photoTrials = (material: Material, effort: Effort): Trial[] =>
  PHOTO_ATTACKS.flatMap((attack) => wholeSessions(material, material.photos(), attack, effort));

/** The same, each movement and the blink alone. */
export const posedSteps = (material: Material, effort: Effort): Trial[] => [
  ...[...WARP_ATTACKS, ...PHOTO_ATTACKS].flatMap((attack) => stepsAlone(material, material.photos(), attack, effort)),
  ...STILLS_ATTACKS.flatMap((attack) => stepsAlone(material, material.stills(), attack, effort)),
];

function wholeSessions<Of>(
  material: Material,
  all: readonly OfPerson<Of>[],
  attack: PosedAttack<Of>,
  effort: Effort,
): Trial[] {
  return all
    .filter((of) => attack.poser(of))
    .flatMap((of) =>
      STEPS.flatMap((steps) => Array.from({ length: EACH[effort] }, () => wholeSession(material, of, attack, steps))),
    );
}

/** A session of so many steps that an attack is tried on. */
export const wholeSession = <Of>(material: Material, of: OfPerson<Of>, attack: PosedAttack<Of>, steps: number): Trial =>
  trial(material, of, attack, {
    kind: attack.kind,
    steps,
    draw: (random) => drawn(steps, random, notShown(attack.motions(of))),
  });

function stepsAlone<Of>(
  material: Material,
  all: readonly OfPerson<Of>[],
  attack: PosedAttack<Of>,
  effort: Effort,
): Trial[] {
  return all
    .filter((of) => attack.poser(of))
    .flatMap((of) => {
      const shown = attack.motions(of);
      const actions = [...MOTIONS.filter((motion) => shown.has(motion)), 'blink' as const];
      return actions.flatMap((action) =>
        Array.from({ length: Math.ceil(EACH[effort] / 2) }, () =>
          trial(material, of, attack, {
            kind: `${attack.kind}: one ${action === 'blink' ? 'blink' : 'movement'}`,
            steps: 1,
            draw: () => [action],
          }),
        ),
      );
    });
}

function trial<Of>(
  material: Material,
  of: OfPerson<Of>,
  attack: PosedAttack<Of>,
  { kind, steps, draw }: { kind: string; steps: number; draw: (random: () => number) => Challenge | undefined },
): Trial {
  return {
    kind,
    bonaFide: false,
    people: [of.person],
    steps,
    condition: of.name,
    run: (random, limits) => {
      const challenge = draw(random);
      const poser = attack.poser(of);
      if (!challenge || !poser) return NOT_PLAYED;
      const visitor = new PosedVisitor(poser, tricksOf(material, of, attack, random), random);
      const without = notShown(attack.motions(of));
      const delivery = attack.framesPerS ? new EvenDelivery(attack.framesPerS, random) : commonDelivery(random);
      return runSession({ challenge, delivery, limits, without }, visitor, random);
    },
  };
}

function tricksOf<Of>(
  material: Material,
  of: OfPerson<Of>,
  { blink, swayPx }: PosedAttack<Of>,
  random: () => number,
): PosedTricks {
  if (blink) {
    const faked = blink(of);
    return { swayPx, ...(faked !== 'none' && { blink: faked }) };
  }
  const traces = tracesFor(material, of.person);
  return { swayPx, blink: { trace: pick(traces, Math.floor(random() * traces.length)) } };
}
