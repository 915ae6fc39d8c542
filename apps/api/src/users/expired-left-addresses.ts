import { Injectable } from '@nestjs/common';
import { RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { LeftAddressesRepository } from './left-addresses.repository.js';

@Injectable()
export class ExpiredLeftAddresses extends RetentionRule {
  override readonly what = 'addresses that were left';

  constructor(private readonly left: LeftAddressesRepository) {
    super();
  }

  override run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    return this.left.removeExpired(new Date(nowMs), dryRun);
  }
}
