/** Frames a second that are looked at: enough for a blink, and leaves room for the page. */
const MAX_FRAMES_PER_S = 30;

/**
 * Calls back once for each new frame of the video, at most {@link MAX_FRAMES_PER_S} times a second. Stops with the
 * signal. Browsers pause it by themselves while the page is hidden.
 */
export function eachFrame(video: HTMLVideoElement, signal: AbortSignal, onFrame: (atMs: number) => void): void {
  let lastMs = -Infinity;
  const look = (): void => {
    if (signal.aborted) return;
    const atMs = performance.now();
    const fresh = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0;
    // Half a frame of tolerance, or a 30 Hz camera would lose every second frame to jitter.
    if (fresh && atMs - lastMs >= 1000 / MAX_FRAMES_PER_S / 2) {
      lastMs = atMs;
      onFrame(atMs);
    }
    next();
  };
  const next = (): void => {
    if (signal.aborted) return;
    // Firefox before 132 has no requestVideoFrameCallback.
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(look);
    else requestAnimationFrame(look);
  };
  next();
}
