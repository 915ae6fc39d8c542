import { Injectable } from '@nestjs/common';
import type { DataKey } from '../common/crypto/data-keys.js';
import type { Transaction } from '../database/transactions.js';

/** Whoever seals something other than faces with a person's data key. */
export interface DataKeyTenant {
  /** Seals it anew, with what the transaction does: from then on the key before is gone. @throws SealBroken */
  reseal: (transaction: Transaction, before: DataKey, after: DataKey) => Promise<void>;
}

/** Told when a data key is replaced so that the faces that it sealed can never be opened again. */
@Injectable()
export class DataKeyTenants {
  private readonly tenants: DataKeyTenant[] = [];

  /** Once, when the server starts. */
  register(tenant: DataKeyTenant): void {
    this.tenants.push(tenant);
  }

  async reseal(transaction: Transaction, before: DataKey, after: DataKey): Promise<void> {
    for (const tenant of this.tenants) await tenant.reseal(transaction, before, after);
  }
}
