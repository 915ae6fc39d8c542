import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ensurePrivateFolder, isMissing, writeAtomically } from '../common/files/durable-files.js';
import type { Keyring } from '../common/crypto/keyring.js';
import { keysFolder, signingKeyPath } from '../common/crypto/master-keys.js';
import { SealBroken, type SealContext } from '../common/crypto/seal.js';
import { StartUpError } from '../common/start-up-error.js';
import type { AppConfig } from '../config/app-config.js';

/** The P-256 key pair that signs access tokens, and nothing else. */
export interface SigningKey {
  privatePem: string;
  publicPem: string;
  /** Named in every token: RFC 7638 in spirit, the SHA-256 of the public key. */
  kid: string;
}

/** DI token of the {@link SigningKey}. */
export const SIGNING_KEY = Symbol('SigningKey');

const CONTEXT: SealContext = { purpose: 'signing-key' };

/** Reads `keys/signing-key.sealed` of the data folder, made on first start. @throws StartUpError */
export async function loadSigningKey(config: AppConfig, keyring: Keyring): Promise<SigningKey> {
  const path = signingKeyPath(config);
  try {
    const der = keyring.unwrap(await readFile(path), CONTEXT);
    return describe(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  } catch (cause) {
    if (cause instanceof SealBroken)
      throw new StartUpError(
        `The master key does not fit the data in ${config.dataDir}: FACEGATE_MASTER_KEY or keys/master.key is not the one it was sealed with.`,
        { cause },
      );
    if (!isMissing(cause)) throw cause;
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await ensurePrivateFolder(keysFolder(config));
  const der = privateKey.export({ format: 'der', type: 'pkcs8' });
  await writeAtomically(path, keyring.wrap(der, CONTEXT));
  return describe(privateKey);
}

/** Wraps it anew, by the master key in force. @throws SealBroken */
export async function rewrapSigningKey(config: AppConfig, keyring: Keyring): Promise<void> {
  const path = signingKeyPath(config);
  const der = keyring.unwrap(await readFile(path), CONTEXT);
  await writeAtomically(path, keyring.wrap(der, CONTEXT));
}

function describe(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey);
  return {
    privatePem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    kid: createHash('sha256')
      .update(publicKey.export({ format: 'der', type: 'spki' }))
      .digest('base64url')
      .slice(0, 16),
  };
}
