import type { FrameFacts, LivenessAction } from '@facegate/face-engine';
import type { Film } from '../visitors/attackers.js';
import { ObeyingVisitor } from '../visitors/obeying-visitor.js';
import type { BlinkTrace, Person } from '../visitors/person.js';

const FILM_INTERVAL_MS = 85;

/** A film in which a person does all they can, in a random order: what somebody would prepare who knows the game. */
export function filmOfAll(person: Person, blinks: readonly BlinkTrace[], random: () => number): Film {
  const visitor = new ObeyingVisitor(person, blinks, random);
  const actions: LivenessAction[] = [...person.scenes.keys(), 'blink' as const]
    .map((action) => ({ action, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ action }) => action);
  const film: { atMs: number; facts: FrameFacts }[] = [];
  let index = -1;
  let nextMs = 700;
  for (let atMs = 0; atMs < 60_000 && index < actions.length; atMs += FILM_INTERVAL_MS) {
    if (atMs >= nextMs) {
      index++;
      const action = actions[index];
      const scene = action && action !== 'blink' ? person.scenes.get(action) : undefined;
      nextMs = atMs + 700 + (scene?.frames.at(-1)?.afterMs ?? 900);
    }
    const action = actions[index];
    const shown = visitor.show(atMs, action && { index, action, atMs: atMs - 200 });
    if (shown === 'end') break;
    if (shown !== 'none') film.push({ atMs, facts: shown });
  }
  return film;
}
