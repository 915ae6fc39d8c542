import { useSyncExternalStore } from 'react';

const EVENTS = ['loadedmetadata', 'resize', 'emptied'] as const;

/** Width by height of the camera's picture, which turns with a phone; null until there is one. */
export function useVideoRatio(video: HTMLVideoElement | null): number | null {
  return useSyncExternalStore(
    (changed) => {
      for (const event of EVENTS) video?.addEventListener(event, changed);
      return () => {
        for (const event of EVENTS) video?.removeEventListener(event, changed);
      };
    },
    () => (video && video.videoHeight > 0 ? video.videoWidth / video.videoHeight : null),
  );
}
