import { useCallback, useEffect, useRef } from 'react';
import { LiveConnection } from '../browser/live-connection.js';
import type { Figures } from '../core/answer-figures.js';
import type { FaceTracks } from '../core/face-tracks.js';
import { isTokenRefusal } from '../core/live-line.js';
import { parseWatchMessage } from '../core/watch-messages.js';
import {
  isWatching,
  WATCH_WAITING,
  watchSessionReducer,
  type WatchFailure,
  type WatchPhase,
  type WatchSession,
} from '../core/watch-session.js';
import { useMachine, useTicks } from './use-machine.js';
import { useVisibility } from './use-visibility.js';

export interface WatchOptions {
  /** The session begins when there is one. */
  video: HTMLVideoElement | null;
  /** Whether to ask for points of each face. */
  landmarks: boolean;
  /**
   * An access token that holds; another one than `refused`, which the server did not take. Rejects when there is none just now.
   * Must stay the same function.
   */
  accessToken: (refused: string | null) => Promise<string>;
}

export interface Watch {
  phase: WatchPhase['name'];
  /** Where the faces are, for `shownFaces`; the same object until the next answer. */
  tracks: FaceTracks;
  /** Null until there are some. */
  figures: Figures | null;
  /** Why there are no answers, when the phase is `resting`, and whole seconds until it is tried again. */
  failure: WatchFailure['code'] | null;
  retryInS: number;
  /** Tries again now. */
  retry: () => void;
}

function view(session: WatchSession) {
  const { phase, tracks, figures, connection, landmarks, nowMs } = session;
  const failure = phase.name === 'resting' ? phase.failure : null;
  return {
    phase: phase.name,
    tracks,
    figures: figures.shown,
    failure: failure?.code ?? null,
    retryInS: failure ? Math.max(0, Math.ceil((failure.againAtMs - nowMs) / 1000)) : 0,
    connection: isWatching(session) ? connection : null,
    asked: landmarks,
  };
}

const start = (): WatchSession => WATCH_WAITING;

/** Who is in the picture: sends the server what the camera sees, and follows the faces that it answers with. */
export function useWatch({ video, landmarks, accessToken }: WatchOptions): Watch {
  const [{ connection, asked, ...visible }, dispatch] = useMachine(watchSessionReducer, start, view);
  const refused = useRef<string | null>(null);

  useEffect(() => {
    if (!video) return;
    dispatch({ type: 'begin', landmarks, atMs: performance.now() });
    if (document.hidden) dispatch({ type: 'hidden', atMs: performance.now() });
  }, [dispatch, video, landmarks]);

  useEffect(() => {
    if (!video || connection === null) return undefined;
    const over = new AbortController();
    const tell = (type: 'opened' | 'closed'): void => dispatch({ type, connection, atMs: performance.now() });
    let token = '';
    const line = new LiveConnection(
      {
        aspectRatio: null,
        start: async () => {
          token = await accessToken(refused.current);
          return { type: 'start', purpose: 'watch', accessToken: token, landmarks: asked };
        },
        parse: parseWatchMessage,
        onOpened: () => tell('opened'),
        onSent: ({ widthPx, heightPx }, atMs) =>
          dispatch({ type: 'sent', frame: { widthPx, heightPx, atMs }, connection, atMs: performance.now() }),
        onMessage: (message) => {
          if (message.type === 'result' && isTokenRefusal(message.code)) refused.current = token;
          dispatch({ type: 'message', message, connection, atMs: performance.now() });
        },
        onClosed: () => tell('closed'),
      },
      over.signal,
    );
    line.film(video);
    return () => over.abort();
  }, [dispatch, video, asked, accessToken, connection]);

  useVisibility(dispatch);
  useTicks(dispatch, video !== null);

  const retry = useCallback(() => dispatch({ type: 'retry', atMs: performance.now() }), [dispatch]);

  useEffect(() => {
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [retry]);

  return { ...visible, retry };
}
