import { commonDelivery, EvenDelivery, LoadedDelivery, type Delivery } from '../delivery.js';
import type { Material } from '../material/material.js';
import { runSession } from '../session.js';
import { ObeyingVisitor } from '../visitors/obeying-visitor.js';
import type { BlinkTrace, Person } from '../visitors/person.js';
import { drawn, NOT_PLAYED, notShown, STEPS, type Effort, type Trial } from './trial.js';

type MakeDelivery = (random: () => number) => Delivery;

/** How frames come. */
export const DELIVERIES: Readonly<Record<string, MakeDelivery>> = {
  '5 a second': (random) => new EvenDelivery(5, random),
  '8 a second': (random) => new EvenDelivery(8, random),
  '10 a second': (random) => new EvenDelivery(10, random),
  '14 a second': (random) => new EvenDelivery(14, random),
  'server under load': (random) => new LoadedDelivery(10, random),
};

const EACH: Record<Effort, number> = { quick: 3, full: 12 };

export const tracesFor = (material: Material, person: string): BlinkTrace[] =>
  material
    .blinks()
    .filter((blink) => blink.person !== person)
    .map(({ trace }) => trace);

/** People who do what is asked, as they were filmed. */
export function honestTrials(material: Material, effort: Effort): Trial[] {
  return material
    .people()
    .flatMap((person) =>
      STEPS.flatMap((steps) =>
        Object.entries(DELIVERIES).flatMap(([condition, delivery]) =>
          Array.from({ length: EACH[effort] }, () => obeying(material, person, steps, condition, delivery)),
        ),
      ),
    );
}

/** A session of a person who does what is asked. */
export function obeying(
  material: Material,
  person: Person,
  steps: number,
  condition: string,
  delivery: MakeDelivery,
): Trial {
  return {
    kind: 'people who obey',
    bonaFide: true,
    people: [person.name],
    steps,
    condition,
    run: (random, limits) => {
      const without = notShown(person.scenes);
      const challenge = drawn(steps, random, without);
      if (!challenge) return NOT_PLAYED;
      const visitor = new ObeyingVisitor(person, tracesFor(material, person.name), random);
      return runSession({ challenge, delivery: delivery(random), limits, without }, visitor, random);
    },
  };
}

/** What no test refuses: a screen that shows somebody who does what is asked, film by film as it is told. */
export function screenTrials(material: Material, effort: Effort): Trial[] {
  return material.screenPeople().flatMap((person) =>
    STEPS.flatMap((steps) =>
      Array.from({ length: EACH[effort] * 4 }, (): Trial => ({
        ...obeying(material, person, steps, 'common', commonDelivery),
        kind: 'screen, film by film as asked',
        bonaFide: false,
      })),
    ),
  );
}
