import { Injectable } from '@nestjs/common';
import { type DataKey, DataKeys } from '../common/crypto/data-keys.js';
import { Keyring } from '../common/crypto/keyring.js';
import { SealBroken } from '../common/crypto/seal.js';
import { Transactions } from '../database/transactions.js';
import { DataKeysRepository } from '../users/data-keys.repository.js';
import type { FaceOwner, FacialData } from '../users/facial-data.js';
import { PictureStore } from './picture-store.js';

/** Before a data key that was stored while seals of the master key are still about. */
const BEGUN = '~';

/** Gives a data key to accounts whose faces the master key itself sealed, as it did before there were data keys. */
@Injectable()
export class SealUpgrade {
  constructor(
    private readonly storedKeys: DataKeysRepository,
    private readonly pictures: PictureStore,
    private readonly dataKeys: DataKeys,
    private readonly keyring: Keyring,
    private readonly transactions: Transactions,
  ) {}

  /** May be killed and run again. Only while no other process uses the data folder. @returns accounts that changed */
  async run(): Promise<number> {
    let upgraded = 0;
    for (const owner of await this.storedKeys.missing(BEGUN)) if (await this.upgrade(owner)) upgraded += 1;
    return upgraded;
  }

  private async upgrade(owner: FaceOwner): Promise<boolean> {
    const { id, facialData } = owner;
    const begun = owner.dataKey !== null;
    const dataKey = begun
      ? this.dataKeys.unwrap({ id, dataKey: owner.dataKey!.slice(BEGUN.length) })
      : this.dataKeys.make(id);
    const faces = facialData.faces.map((face) => {
      const sealed = this.reseal(dataKey, Buffer.from(face.sealed, 'base64'), 'template', face.id).toString('base64');
      return { ...face, sealed };
    });
    // Nothing opens: the master key is another one, and may come back.
    if (!begun && faces.every(({ sealed }, at) => sealed === facialData.faces[at]!.sealed)) return false;
    if (!begun) await this.store(BEGUN, dataKey, facialData);
    for (const faceId of await this.pictures.list(id))
      await this.pictures.reseal(id, faceId, (sealed) => this.reseal(dataKey, sealed, 'picture', faceId));
    await this.store('', dataKey, { ...facialData, faces });
    return true;
  }

  /** What opens with no master key stays as it is: it was done before, or is broken. */
  private reseal(dataKey: DataKey, sealed: Buffer, purpose: 'template' | 'picture', faceId: string): Buffer {
    try {
      return dataKey.seal(this.keyring.unwrap(sealed, { purpose, userId: dataKey.userId, faceId }), purpose, faceId);
    } catch (error) {
      if (error instanceof SealBroken) return sealed;
      throw error;
    }
  }

  private store(mark: string, dataKey: DataKey, facialData: FacialData): Promise<void> {
    return this.transactions.run(async (transaction) => {
      await this.storedKeys.holdMasterKey(transaction);
      await this.storedKeys.store(transaction, dataKey.userId, mark + this.dataKeys.wrap(dataKey), facialData);
    });
  }
}
