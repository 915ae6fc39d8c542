import { LiveFinish, LiveRetake, LiveStart } from '@facegate/contracts';
import { RequestBodyPipe } from '../common/http/request-body.pipe.js';

export type ClientMessage = LiveStart | LiveRetake | LiveFinish;

const CLASSES = new Map<unknown, new () => ClientMessage>([
  ['start', LiveStart],
  ['retake', LiveRetake],
  ['finish', LiveFinish],
]);

const pipe = new RequestBodyPipe();

/** A text frame of the client; undefined for what is no message. */
export async function readMessage(data: Buffer): Promise<ClientMessage | undefined> {
  try {
    const body = JSON.parse(data.toString('utf8')) as { type?: unknown } | null;
    const metatype = CLASSES.get(body?.type);
    return metatype && ((await pipe.transform(body, { type: 'body', metatype })) as ClientMessage);
  } catch {
    return undefined;
  }
}
