import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** As the log-in page sends them: longest side 640 px, JPEG of about 40 KiB. */
const FILTER = "scale='if(gt(iw,ih),640,-2)':'if(gt(iw,ih),-2,640)',showinfo";
const JPEG_START = Buffer.of(0xff, 0xd8, 0xff);
const JPEG_END = Buffer.of(0xff, 0xd9);

export interface VideoFrame {
  jpeg: Buffer;
  /** From the start of the video. */
  atSeconds: number;
}

/** Every frame of a video, upright, in order, as a JPEG. Throws when ffmpeg is missing or fails. */
export async function videoFrames(path: string): Promise<VideoFrame[]> {
  const input = ['-nostdin', '-v', 'info', '-i', path, '-an'];
  const output = [
    '-fps_mode',
    'passthrough',
    '-enc_time_base',
    '-1',
    '-c:v',
    'mjpeg',
    '-q:v',
    '3',
    '-f',
    'image2pipe',
    'pipe:1',
  ];
  const ffmpeg = spawn('ffmpeg', [...input, '-vf', FILTER, ...output]);
  const pictures: Buffer[] = [];
  const log: Buffer[] = [];
  ffmpeg.stdout.on('data', (chunk: Buffer) => pictures.push(chunk));
  ffmpeg.stderr.on('data', (chunk: Buffer) => log.push(chunk));
  const [code] = (await once(ffmpeg, 'close').catch((cause: unknown) => {
    throw new Error('ffmpeg decodes the videos, and it is not there: install it (apt install ffmpeg).', { cause });
  })) as [number];
  const text = Buffer.concat(log).toString();
  if (code !== 0) throw new Error(`ffmpeg cannot decode ${path}: ${text.slice(-400)}`);
  const times = [...text.matchAll(/Parsed_showinfo.* pts_time:\s*(-?[\d.]+)/g)].map(([, seconds]) => Number(seconds));
  const jpegs = splitJpegs(Buffer.concat(pictures));
  if (jpegs.length !== times.length) throw new Error(`${path}: ${jpegs.length} frames, ${times.length} times`);
  const [start = 0] = times;
  return jpegs.map((jpeg, i) => ({ jpeg, atSeconds: (times[i] ?? 0) - start }));
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
