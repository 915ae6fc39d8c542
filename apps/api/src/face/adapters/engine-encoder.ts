import { EngineError, reencode } from '@facegate/face-engine';
import { ProblemError } from '../../common/problem-error.js';
import { type EncodingOptions, PictureEncoder } from '../picture-encoder.js';

export class EngineEncoder extends PictureEncoder {
  override async encode(bytes: Uint8Array, options: EncodingOptions): Promise<Buffer> {
    try {
      return await reencode(bytes, options);
    } catch (cause) {
      if (!(cause instanceof EngineError)) throw cause;
      throw new ProblemError('IMAGE_INVALID', cause.message, { cause });
    }
  }
}
