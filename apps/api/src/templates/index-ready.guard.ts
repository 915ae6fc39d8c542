import { CanActivate, Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { IndexFiller } from './index-filler.js';

/** For calls that search or change the index: not before it is filled. */
@Injectable()
export class IndexReadyGuard implements CanActivate {
  constructor(private readonly filler: IndexFiller) {}

  canActivate(): boolean {
    if (this.filler.ready) return true;
    throw new ProblemError('NOT_READY', 'The server is starting. Please try again in a moment.', {
      retryAfterSeconds: 2,
    });
  }
}
