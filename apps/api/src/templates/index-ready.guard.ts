import { CanActivate, Injectable } from '@nestjs/common';
import { IndexFiller } from './index-filler.js';

/** For calls that search or change the index: not before it is filled. */
@Injectable()
export class IndexReadyGuard implements CanActivate {
  constructor(private readonly filler: IndexFiller) {}

  canActivate(): boolean {
    this.filler.demandReady();
    return true;
  }
}
