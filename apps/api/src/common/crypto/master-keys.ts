import { join } from 'node:path';
import type { AppConfig } from '../../config/app-config.js';

/** Where the master keys come from. Its own DI token. */
export abstract class MasterKeys {
  /** Of 32 bytes each: the first wraps, all of them open. Read anew, for another process may have changed them. */
  abstract read(): readonly Buffer[];

  /** Rotation begins: where keys are made here, a new one wraps from now on. */
  abstract renew(): Promise<void>;

  /** Rotation ends: the other keys wrap nothing any more. @returns what is left to do for the operator */
  abstract retire(): Promise<string>;
}

/** `FACEGATE_MASTER_KEY`, changed by the operator. */
export class EnvironmentMasterKeys extends MasterKeys {
  constructor(private readonly keys: readonly [Buffer, ...Buffer[]]) {
    super();
  }

  override read(): readonly Buffer[] {
    return this.keys;
  }

  override renew(): Promise<void> {
    return Promise.resolve();
  }

  override retire(): Promise<string> {
    return Promise.resolve(
      this.keys.length > 1
        ? 'Once every server process has the new FACEGATE_MASTER_KEY, FACEGATE_MASTER_KEY_PREVIOUS can go.'
        : 'To change the key, set FACEGATE_MASTER_KEY_PREVIOUS to it and FACEGATE_MASTER_KEY to a new one, restart, and run this again.',
    );
  }
}

export function keysFolder({ dataDir }: Pick<AppConfig, 'dataDir'>): string {
  return join(dataDir, 'keys');
}

export function signingKeyPath(config: Pick<AppConfig, 'dataDir'>): string {
  return join(keysFolder(config), 'signing-key.sealed');
}

export function auditKeysPath(config: Pick<AppConfig, 'dataDir'>): string {
  return join(keysFolder(config), 'audit-keys.sealed');
}
