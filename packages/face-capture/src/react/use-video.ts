import { useEffect, useState, type RefCallback } from 'react';

/** Returns the way to stop. */
function play(stream: MediaStream | null, video: HTMLVideoElement): () => void {
  video.srcObject = stream;
  // Rejects when the stream is taken away before it plays, which is no fault of anybody's.
  if (stream) video.play().catch(() => undefined);
  return () => {
    video.srcObject = null;
  };
}

/** Plays a stream in the `<video muted playsInline>` that gets the ref. The element is null until it is mounted. */
export function useVideo(stream: MediaStream | null): [HTMLVideoElement | null, RefCallback<HTMLVideoElement>] {
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  useEffect(() => (video ? play(stream, video) : undefined), [video, stream]);
  return [video, setVideo];
}
