import { useCallback, useSyncExternalStore } from 'react';

const EVENTS = ['loadedmetadata', 'resize', 'emptied'] as const;

/** Width by height of the camera's picture, which turns with a phone; null until there is one. */
export function useVideoRatio(video: HTMLVideoElement | null): number | null {
  const subscribe = useCallback(
    (changed: () => void) => {
      for (const event of EVENTS) video?.addEventListener(event, changed);
      return () => {
        for (const event of EVENTS) video?.removeEventListener(event, changed);
      };
    },
    [video],
  );
  return useSyncExternalStore(subscribe, () =>
    video && video.videoHeight > 0 ? video.videoWidth / video.videoHeight : null,
  );
}
