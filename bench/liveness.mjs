/** Times what a frame of a liveness session costs: its measures with and without a vector, and the judge alone. One thread. */
import { readFile } from 'node:fs/promises';
import {
  isOver,
  judge,
  LIVENESS_LIMITS,
  loadEngine,
  measureFrame,
  startLiveness,
  wantsEmbedding,
} from '@facegate/face-engine';
import { clipFrames } from '@facegate/test-footage';
import { time } from './timing.mjs';

const FPS = 10;

const PLAN = { challenge: ['turn-right'], spares: [], captures: [], review: false };

/** A film of a person who turns to his right, judged from the first frame to the end; vectors where the judge asks for them. */
async function judgeFilm(pipeline) {
  const film = [];
  for (const path of await clipFrames('a-turns', 18.4, 21.2, { fps: FPS })) {
    film.push(await measureFrame(pipeline, await readFile(path), { embed: 'largest' }));
  }
  let [frames, vectors] = [0, 0];
  const session = () => {
    let state = startLiveness(PLAN, 0, LIVENESS_LIMITS);
    for (const [i, facts] of film.entries()) {
      if (isOver(state)) break;
      const { embedding, ...face } = facts.face;
      const wanted = wantsEmbedding(state, Math.random(), LIVENESS_LIMITS);
      const measure = { ...facts, face: wanted ? { ...face, embedding } : face, arrivedAtMs: (i * 1000) / FPS };
      ({ state } = judge(state, { type: 'frame', measure }, LIVENESS_LIMITS));
      frames++;
      if (wanted) vectors++;
    }
    return state.head.movements.length;
  };
  if (session() !== 1) throw new Error('the film does not answer its step');
  const framesASession = frames;
  const row = await time('the judge, a whole session of one turn', session);
  return { ...row, framesASession, shareOfVectors: Number((vectors / frames).toFixed(2)) };
}

/** What a frame costs a core on average: measures, vectors where they are wanted, and the judge. */
function average([plain, withVector, session]) {
  const { framesASession, shareOfVectors } = session;
  const [least, most] = [plain.p50Ms, withVector.p50Ms];
  const p50Ms = least + (most - least) * shareOfVectors + session.p50Ms / framesASession;
  return { name: 'a frame of a session, all of it', p50Ms: Number(p50Ms.toFixed(2)) };
}

export async function run() {
  const { pipeline } = await loadEngine({ engine: 'sface' });
  const [path] = await clipFrames('a-turns', 18.4, 18.5, { fps: FPS });
  const jpeg = await readFile(path);
  const rows = [
    await time('frame to measures, without a vector', () => measureFrame(pipeline, jpeg, { embed: 'none' })),
    await time('frame to measures, with a vector', () => measureFrame(pipeline, jpeg, { embed: 'largest' })),
    await judgeFilm(pipeline),
  ];
  return { rows: [...rows, average(rows)] };
}
