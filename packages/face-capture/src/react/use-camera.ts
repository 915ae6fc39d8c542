import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import {
  CameraError,
  listCameras,
  listenToCamera,
  openCamera,
  stopStream,
  type CameraDevice,
  type CameraListener,
} from '../browser/camera.js';
import { CAMERA_IDLE, cameraReducer, type CameraState } from '../core/camera.js';
import { useTicks } from './use-machine.js';

export interface Camera {
  state: CameraState;
  /** The live picture; null unless `state.phase` is `live`. */
  stream: MediaStream | null;
  /** The cameras to choose from, known once one is live. */
  devices: readonly CameraDevice[];
  /** Asks the browser; may ask the person. */
  open: (deviceId?: string) => void;
  /** Turns the camera off. Happens by itself when the component or the page goes. */
  close: () => void;
}

/** One camera and its life. Nothing is asked before `open()`. */
export function useCamera(): Camera {
  const [state, dispatch] = useReducer(cameraReducer, CAMERA_IDLE);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [devices, setDevices] = useState<readonly CameraDevice[]>([]);
  const held = useRef<MediaStream | null>(null);
  const heldUntil = useRef(new AbortController());
  const request = useRef(0);

  const release = useCallback(() => {
    // Answers to earlier requests are for nobody from here on.
    request.current += 1;
    heldUntil.current.abort();
    if (held.current) stopStream(held.current);
    held.current = null;
    setStream(null);
  }, []);

  const close = useCallback(() => {
    release();
    dispatch({ type: 'close', atMs: performance.now() });
  }, [release]);

  const list = useCallback((): void => {
    listCameras().then(setDevices, () => setDevices([]));
  }, []);

  const hold = useCallback(
    (found: MediaStream, mine: number): void => {
      held.current = found;
      heldUntil.current = new AbortController();
      setStream(found);
      const [track] = found.getVideoTracks();
      const deviceId = track?.getSettings().deviceId ?? null;
      dispatch({ type: 'opened', atMs: performance.now(), request: mine, deviceId, label: track?.label ?? '' });
      list();
      const listener: CameraListener = {
        onEnded: (fault) => {
          release();
          dispatch({ type: 'ended', atMs: performance.now(), request: mine, fault });
        },
        onMuted: (muted) => dispatch({ type: 'muted', atMs: performance.now(), request: mine, muted }),
        onDevices: list,
      };
      void listenToCamera(found, listener, heldUntil.current.signal);
    },
    [list, release],
  );

  const open = useCallback(
    (deviceId?: string) => {
      release();
      const mine = request.current;
      dispatch({ type: 'open', atMs: performance.now(), request: mine });
      const opened = (found: MediaStream): void => (request.current === mine ? hold(found, mine) : stopStream(found));
      const failed = (error: unknown): void => {
        const fault = error instanceof CameraError ? error.fault : 'failed';
        dispatch({ type: 'failed', atMs: performance.now(), request: mine, fault });
      };
      openCamera(deviceId).then(opened, failed);
    },
    [hold, release],
  );

  useTicks(dispatch, state.phase === 'asking');

  useEffect(() => {
    // A page kept in the back/forward cache would keep the camera's light on.
    window.addEventListener('pagehide', close);
    return () => {
      window.removeEventListener('pagehide', close);
      release();
    };
  }, [close, release]);

  useEffect(() => {
    // The time to answer is over: an answer that still comes must not open the camera.
    if (state.phase === 'faulty') request.current += 1;
  }, [state.phase]);

  return { state, stream, devices, open, close };
}
