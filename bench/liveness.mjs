/** Times what a frame of a liveness session costs: its measures with and without a vector, and the judge alone. One thread. */
import { readFile } from 'node:fs/promises';
import { judge, LIVENESS_LIMITS, loadEngine, measureFrame, startLiveness } from '@facegate/face-engine';
import { clipFrames } from '@facegate/test-footage';
import { time } from './timing.mjs';

const FPS = 10;

/** A film of a person who turns to his right, judged from the first frame to the end. */
async function judgeFilm(pipeline) {
  const film = [];
  for (const path of await clipFrames('a-turns', 18.4, 21.2, { fps: FPS })) {
    film.push(await measureFrame(pipeline, await readFile(path), { embed: 'largest' }));
  }
  let frames = 0;
  const session = () => {
    let state = startLiveness(['turn-right'], 0, LIVENESS_LIMITS);
    for (const [i, facts] of film.entries()) {
      if (state.phase.name === 'live') break;
      const measure = { ...facts, arrivedAtMs: (i * 1000) / FPS };
      ({ state } = judge(state, { type: 'frame', measure }, LIVENESS_LIMITS));
      frames++;
    }
    return state.phase.name;
  };
  if (session() !== 'live') throw new Error('the film does not answer its step');
  const framesASession = frames;
  const row = await time('the judge, a whole session of one turn', session);
  return { ...row, framesASession };
}

export async function run() {
  const { pipeline } = await loadEngine({ engine: 'sface' });
  const [path] = await clipFrames('a-turns', 18.4, 18.5, { fps: FPS });
  const jpeg = await readFile(path);
  return {
    rows: [
      await time('frame to measures, without a vector', () => measureFrame(pipeline, jpeg, { embed: 'none' })),
      await time('frame to measures, with a vector', () => measureFrame(pipeline, jpeg, { embed: 'largest' })),
      await judgeFilm(pipeline),
    ],
  };
}
