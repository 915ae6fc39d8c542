import { CanActivate, Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { TemplateIndex } from './template-index.js';

/** For calls that search or change the index: not before it is filled. */
@Injectable()
export class IndexReadyGuard implements CanActivate {
  constructor(private readonly index: TemplateIndex) {}

  canActivate(): boolean {
    if (this.index.ready) return true;
    throw new ProblemError('NOT_READY', 'The server is starting. Please try again in a moment.', {
      retryAfterSeconds: 2,
    });
  }
}
