import { PictureError, readPictureFile, toDataUrl } from '@facegate/face-capture';
import { useEffect, useReducer, useRef, type Dispatch } from 'react';
import { addFace } from '../../shared/api/my-api.js';
import { ApiProblem } from '../../shared/api/problem.js';
import { proofFields } from '../../shared/liveness/use-live-proof.js';
import { NO_UPLOADS, startable, type Upload, type UploadEvent, type Uploads, uploadsReducer } from './uploads.js';

function problemOfUpload(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(error instanceof PictureError ? error.code : 'INTERNAL', {}, { cause: error });
}

/** One picture from the person's file to the server's last word. Never rejects. */
async function run({ id, source, pose, proof }: Upload, dispatch: Dispatch<UploadEvent>): Promise<void> {
  try {
    const picture = source instanceof Blob ? await readPictureFile(source) : source;
    dispatch({ type: 'read', id, picture });
    const body = { ...(pose && { pose }), ...(proof && proofFields(proof)), data: await toDataUrl(picture) };
    const face = await addFace(body, (stage) => dispatch({ type: 'reached', id, stage }));
    dispatch({ type: 'saved', id, face });
  } catch (error) {
    dispatch({ type: 'failed', id, problem: problemOfUpload(error) });
  }
}

/** Sends what was added, some at a time. @param onSaved after each face that was added */
export function useUploads(onSaved: () => void): [Uploads, Dispatch<UploadEvent>] {
  const [state, dispatch] = useReducer(uploadsReducer, NO_UPLOADS);
  // What React has not drawn yet must not start twice.
  const running = useRef(new Set<number>());
  const { pause } = state;
  const saved = state.list.filter(({ phase }) => phase.name === 'saved').length;

  useEffect(() => {
    for (const upload of startable(state)) {
      if (running.current.has(upload.id)) continue;
      running.current.add(upload.id);
      dispatch({ type: 'started', id: upload.id });
      void run(upload, dispatch).finally(() => running.current.delete(upload.id));
    }
  }, [state]);

  useEffect(() => {
    if (!pause) return undefined;
    const timer = setTimeout(() => dispatch({ type: 'resumed' }), pause.ms);
    return () => clearTimeout(timer);
  }, [pause]);

  useEffect(() => {
    if (saved > 0) onSaved();
  }, [saved, onSaved]);

  return [state, dispatch];
}
