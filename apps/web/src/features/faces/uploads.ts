import { FACE_STAGES, type FaceStage, type FaceSummary, type Pose } from '@facegate/contracts';
import type { LiveProof, Picture } from '@facegate/face-capture';
import { ApiProblem } from '../../shared/api/problem.js';

/** The server looks at one picture of a person while the next one is on its way. */
export const UPLOADS_AT_A_TIME = 2;
/** A server that stays busy: from here on the person decides. */
export const PATIENCE_BUSY_ANSWERS = 5;

/** What the person gives: a file, which is kept as a picture, or a frame of a live session, which log-in compares with. */
export interface NewUpload {
  name: string;
  source: Blob | Picture;
  /** Null: the server takes the pose that it measures. */
  pose: Pose | null;
  /** Of a frame: the session it comes from. */
  proof: LiveProof | null;
}

export type UploadPhase =
  | { name: 'waiting' }
  /** The file is read, turned upright and made smaller here. */
  | { name: 'reading' }
  | { name: 'sending' }
  | { name: 'saved'; face: FaceSummary }
  | { name: 'refused'; problem: ApiProblem };

export interface Upload extends NewUpload {
  id: number;
  phase: UploadPhase;
  /** What the server has said so far, the newest; null before it has said anything. */
  reached: FaceStage | null;
  /** What is sent, and shown beside the verdict. */
  picture: Picture | null;
  busyAnswers: number;
}

export interface Uploads {
  list: readonly Upload[];
  nextId: number;
  /** The server asked for some time. A new object for each time it did. */
  pause: { ms: number } | null;
}

export type UploadEvent =
  /** `room`: faces that the account still takes, without the ones under way. */
  | { type: 'added'; uploads: readonly NewUpload[]; room: number }
  | { type: 'started'; id: number }
  | { type: 'read'; id: number; picture: Picture }
  | { type: 'reached'; id: number; stage: FaceStage }
  | { type: 'saved'; id: number; face: FaceSummary }
  | { type: 'failed'; id: number; problem: ApiProblem }
  | { type: 'resumed' }
  /** Once more; `pose` when the person chose another one. */
  | { type: 'retried'; id: number; pose?: Pose }
  | { type: 'removed'; id: number };

export const NO_UPLOADS: Uploads = { list: [], nextId: 1, pause: null };

export const isUnderWay = ({ phase }: Upload): boolean => phase.name === 'reading' || phase.name === 'sending';
const isOpen = (upload: Upload): boolean => isUnderWay(upload) || upload.phase.name === 'waiting';

/** What may start now, the first given first; but a proof does not keep for long. */
export function startable({ list, pause }: Uploads): Upload[] {
  if (pause) return [];
  const places = UPLOADS_AT_A_TIME - list.filter(isUnderWay).length;
  const waiting = list.filter(({ phase }) => phase.name === 'waiting');
  const proven = waiting.filter(({ proof }) => proof !== null);
  return [...proven, ...waiting.filter(({ proof }) => proof === null)].slice(0, Math.max(0, places));
}

/** The stage that is being worked on, or that failed; null when all are behind it. */
export function nextStage({ reached }: Upload): FaceStage | null {
  return FACE_STAGES[reached === null ? 0 : FACE_STAGES.indexOf(reached) + 1] ?? null;
}

function add(state: Uploads, uploads: readonly NewUpload[], room: number): Uploads {
  const free = room - state.list.filter(isOpen).length;
  const added = uploads.map((upload, index): Upload => ({
    ...upload,
    id: state.nextId + index,
    phase: index < free ? { name: 'waiting' } : { name: 'refused', problem: new ApiProblem('TOO_MANY_FACES') },
    reached: null,
    picture: null,
    busyAnswers: 0,
  }));
  return { ...state, list: [...state.list, ...added], nextId: state.nextId + added.length };
}

function change(state: Uploads, id: number, to: (upload: Upload) => Upload): Uploads {
  return { ...state, list: state.list.map((upload) => (upload.id === id ? to(upload) : upload)) };
}

/** A busy server did nothing yet: the picture goes back to where it waited, and nothing is sent for a while. */
function fail(state: Uploads, id: number, problem: ApiProblem): Uploads {
  const upload = state.list.find((one) => one.id === id);
  const waitS = problem.code === 'BUSY' || problem.code === 'NOT_READY' ? (problem.retryAfterS ?? 1) : null;
  if (waitS === null || !upload || upload.busyAnswers >= PATIENCE_BUSY_ANSWERS)
    return change(state, id, (one) => ({ ...one, phase: { name: 'refused', problem } }));
  const back = change(state, id, (one) => ({ ...one, phase: { name: 'waiting' }, busyAnswers: one.busyAnswers + 1 }));
  return { ...back, pause: { ms: waitS * 1000 } };
}

export function uploadsReducer(state: Uploads, event: UploadEvent): Uploads {
  switch (event.type) {
    case 'added':
      return add(state, event.uploads, event.room);
    case 'started':
      return change(state, event.id, (upload) => ({ ...upload, phase: { name: 'reading' } }));
    case 'read':
      return change(state, event.id, (upload) => ({ ...upload, phase: { name: 'sending' }, picture: event.picture }));
    case 'reached':
      return change(state, event.id, (upload) => ({ ...upload, reached: event.stage }));
    case 'saved':
      return change(state, event.id, (upload) => ({ ...upload, phase: { name: 'saved', face: event.face } }));
    case 'failed':
      return fail(state, event.id, event.problem);
    case 'resumed':
      return { ...state, pause: null };
    case 'retried':
      return change(state, event.id, (upload) => ({
        ...upload,
        pose: event.pose ?? upload.pose,
        phase: { name: 'waiting' },
        reached: null,
        busyAnswers: 0,
      }));
    case 'removed':
      return { ...state, list: state.list.filter((upload) => upload.id !== event.id || isUnderWay(upload)) };
  }
}
