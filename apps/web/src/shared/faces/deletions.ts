import { deleteFace } from '../api/my-api.js';
import { ApiProblem, type ProblemCode } from '../api/problem.js';
import { currentSession } from '../api/session.js';
import { DeletionJournal, type Deletion } from './deletion-journal.js';

/**
 * How long a deletion can be undone. The server erases at once and for good, so it is asked only after this, or when the
 * page is closed.
 */
export const UNDO_MS = 10_000;

function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export const deletions = new DeletionJournal(storage());
window.addEventListener('storage', deletions.tell);

/** Told what comes of a deletion; null: the face is gone. */
export type DeletionOutcome = (faceId: string, problem: ApiProblem | null) => void;

/** The next log-in makes good what this session could not do any more. */
const SESSION_IS_OVER = new Set<ProblemCode>(['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'SESSION_REVOKED']);

const underWay = new Map<string, Promise<void>>();

const userId = (): string | null => {
  const session = currentSession();
  return session.status === 'signed-in' ? session.user.id : null;
};

export const ofThisPerson = (all: readonly Deletion[]): Deletion[] => {
  const own = userId();
  return all.filter((deletion) => deletion.userId === own);
};

export function planDeletion(faceId: string): void {
  const own = userId();
  if (own) deletions.plan({ faceId, userId: own, dueAtMs: Date.now() + UNDO_MS });
}

async function ask(faceId: string, tell: DeletionOutcome): Promise<void> {
  try {
    await deleteFace(faceId);
  } catch (error) {
    const problem = error instanceof ApiProblem ? error : new ApiProblem('INTERNAL', {}, { cause: error });
    if (SESSION_IS_OVER.has(problem.code)) return;
    // Another tab was faster, or an earlier visit that was not told.
    if (problem.code !== 'FACE_NOT_FOUND') {
      deletions.forget(faceId);
      tell(faceId, problem);
      return;
    }
  }
  tell(faceId, null);
  deletions.forget(faceId);
}

/** Has the server erase a face, unless that was undone. Never rejects. */
export function carryOut(faceId: string, tell: DeletionOutcome): Promise<void> {
  if (!underWay.has(faceId)) {
    if (!deletions.send(faceId)) return Promise.resolve();
    const asking = ask(faceId, tell).finally(() => underWay.delete(faceId));
    underWay.set(faceId, asking);
  }
  return underWay.get(faceId) ?? Promise.resolve();
}

/** Before the session ends: what was deleted is not left to the next visit. */
export async function carryOutAll(tell: DeletionOutcome): Promise<void> {
  await Promise.all(ofThisPerson(deletions.all()).map(({ faceId }) => carryOut(faceId, tell)));
}

/**
 * The page goes away: the requests outlive it. Nobody hears their answers, so the journal keeps the deletions, and the
 * next visit makes sure.
 */
export function carryOutOnLeaving(): void {
  for (const { faceId } of ofThisPerson(deletions.all())) {
    deletions.send(faceId);
    deleteFace(faceId, { keepalive: true }).catch(() => undefined);
  }
}
