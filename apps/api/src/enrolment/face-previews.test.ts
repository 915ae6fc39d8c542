import { beforeEach, describe, expect, it } from 'vitest';
import { PictureEncoder } from '../face/picture-encoder.js';
import { FacePreviews } from './face-previews.js';

const PICTURE = Buffer.from([1]);
const never = new AbortController().signal;

/** Takes its time until told to go on. */
class SlowEncoder extends PictureEncoder {
  readonly working: (() => void)[] = [];
  override encode(): Promise<Buffer> {
    return new Promise((done) => this.working.push(() => done(Buffer.from('small'))));
  }
}

const settle = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
};

describe('FacePreviews', () => {
  let encoder: SlowEncoder;
  let previews: FacePreviews;
  beforeEach(() => {
    encoder = new SlowEncoder();
    previews = new FacePreviews(encoder);
  });

  const finishAll = async (): Promise<void> => {
    for (await settle(); encoder.working.length > 0; await settle()) encoder.working.shift()!();
  };

  it('makes one at a time, and refuses an account that asks for very many, not the others', async () => {
    const many = Array.from({ length: 20 }, () => previews.of('anna', PICTURE, never));
    await settle();
    expect(encoder.working).toHaveLength(1);
    await expect(previews.of('anna', PICTURE, never)).rejects.toMatchObject({ code: 'BUSY', retryAfterSeconds: 1 });
    const other = previews.of('ben', PICTURE, never);
    await finishAll();
    expect(await Promise.all([...many, other])).toHaveLength(21);
    const again = previews.of('anna', PICTURE, never);
    await finishAll();
    expect((await again).toString()).toBe('small');
  });

  it('makes none for a client that has gone', async () => {
    const gone = new AbortController();
    const [first, second] = [previews.of('anna', PICTURE, never), previews.of('anna', PICTURE, gone.signal)];
    gone.abort(new Error('gone'));
    await finishAll();
    await expect(first).resolves.toBeDefined();
    await expect(second).rejects.toThrow('gone');
  });
});
