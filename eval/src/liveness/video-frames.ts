import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** As the log-in page sends them: longest side 640 px, JPEG of about 40 KiB. */
const FILTER = "scale='if(gt(iw,ih),640,-2)':'if(gt(iw,ih),-2,640)',showinfo";
const JPEG_START = Buffer.of(0xff, 0xd8, 0xff);
const JPEG_END = Buffer.of(0xff, 0xd9);
/** No page sends more than 15 frames a second: of faster videos about 30 a second are kept. */
const LEAST_INTERVAL_S = 0.025;

export interface VideoFrame {
  jpeg: Buffer;
  /** From the start of the video. */
  atSeconds: number;
}

/**
 * The frames of a video, or of a part of it (seconds), upright, in order, as JPEGs, each with the time at which it is shown; at most some
 * 30 a second. Throws when ffmpeg is missing or fails.
 */
export async function videoFrames(path: string, part?: readonly [from: number, to: number]): Promise<VideoFrame[]> {
  const cut = part ? ['-ss', String(part[0]), '-t', String(part[1] - part[0])] : [];
  const input = ['-nostdin', '-v', 'info', ...cut, '-i', path, '-an'];
  // Phones write frames at uneven times: without a time base as fine as the video's own, two of them fall together and ffmpeg gives up.
  const times = ['-fps_mode', 'passthrough', '-enc_time_base', '-1'];
  const output = [...times, '-c:v', 'mjpeg', '-q:v', '3', '-f', 'image2pipe', 'pipe:1'];
  const { pictures, log } = await ffmpeg([...input, '-vf', FILTER, ...output], path);
  const shown = [...log.matchAll(/Parsed_showinfo.* pts_time:\s*(-?[\d.]+)/g)].map(([, seconds]) => Number(seconds));
  const jpegs = splitJpegs(pictures);
  if (jpegs.length !== shown.length) throw new Error(`${path}: ${jpegs.length} frames, ${shown.length} times`);
  const start = (shown[0] ?? 0) - (part?.[0] ?? 0);
  return thinned(jpegs.map((jpeg, i) => ({ jpeg, atSeconds: (shown[i] ?? 0) - start })));
}

async function ffmpeg(options: readonly string[], path: string): Promise<{ pictures: Buffer; log: string }> {
  const decoder = spawn('ffmpeg', options);
  const pictures: Buffer[] = [];
  const log: Buffer[] = [];
  decoder.stdout.on('data', (chunk: Buffer) => pictures.push(chunk));
  decoder.stderr.on('data', (chunk: Buffer) => log.push(chunk));
  const [code] = (await once(decoder, 'close').catch((cause: unknown) => {
    throw new Error('ffmpeg decodes the videos, and it is not there: install it (apt install ffmpeg).', { cause });
  })) as [number];
  const text = Buffer.concat(log).toString();
  if (code !== 0) throw new Error(`ffmpeg cannot decode ${path}: ${text.slice(-400)}`);
  return { pictures: Buffer.concat(pictures), log: text };
}

export function thinned<Frame extends { atSeconds: number }>(frames: readonly Frame[]): Frame[] {
  const kept: Frame[] = [];
  for (const frame of frames) {
    const last = kept.at(-1);
    if (!last || frame.atSeconds - last.atSeconds >= LEAST_INTERVAL_S) kept.push(frame);
  }
  return kept;
}

/** ffmpeg's JPEGs have no thumbnail inside: each ends where the next begins. */
function splitJpegs(bytes: Buffer): Buffer[] {
  const jpegs: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const next = bytes.indexOf(Buffer.concat([JPEG_END, JPEG_START]), at);
    const end = next < 0 ? bytes.length : next + JPEG_END.length;
    jpegs.push(bytes.subarray(at, end));
    at = end;
  }
  return jpegs;
}
