import { EncodedVideoChunk, VideoColorSpace, VideoDecoder, VideoFrame } from '@napi-rs/webcodecs';
import { ALL_FORMATS, FilePathSource, Input, VideoSampleSink, type VideoSample } from 'mediabunny';

/** height × width × 4 uint8, RGBA. */
export interface DecodedFrame {
  width: number;
  height: number;
  rgba: Uint8Array;
}

/** mediabunny decodes with the browser's WebCodecs, which Node lacks. */
function provideWebCodecs(): void {
  const webCodecs = { EncodedVideoChunk, VideoColorSpace, VideoDecoder, VideoFrame };
  for (const [name, value] of Object.entries(webCodecs)) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}

/** The declarations that mediabunny brings are older than `format`. */
const AS_RGBA: NonNullable<Parameters<VideoSample['copyTo']>[1]> & { format: 'RGBA' } = { format: 'RGBA' };

async function toRgba(sample: VideoSample): Promise<DecodedFrame> {
  const rgba = new Uint8Array(sample.allocationSize(AS_RGBA));
  await sample.copyTo(rgba, AS_RGBA);
  return { width: sample.codedWidth, height: sample.codedHeight, rgba };
}

/**
 * The frames on show at the given times, in that order, each handed to `use` before the next is decoded.
 *
 * @param times seconds from the start of the video, ascending.
 * @throws RangeError for a time outside the video.
 */
export async function decodeFrames(
  path: string,
  times: readonly number[],
  use: (frame: DecodedFrame, index: number) => Promise<void>,
): Promise<void> {
  provideWebCodecs();
  // The native decoder does not keep Node's event loop alive: with nothing else under way the process would end in the middle.
  const awake = setInterval(() => undefined, 1000);
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new Error(`no video in ${path}`);
    let index = 0;
    for await (const sample of new VideoSampleSink(track).samplesAtTimestamps(times)) {
      if (!sample) throw new RangeError(`no frame at ${String(times[index])} s in ${path}`);
      try {
        await use(await toRgba(sample), index);
      } finally {
        sample.close();
      }
      index += 1;
    }
  } finally {
    input.dispose();
    clearInterval(awake);
  }
}
