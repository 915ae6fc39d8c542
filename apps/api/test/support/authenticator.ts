import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type {
  PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyRegistration,
  PasskeyRequestOptions,
} from '@facegate/contracts';

/** Authenticator data flags (WebAuthn Level 3 §6.1). */
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const BACKUP_ELIGIBLE = 0x08;
const BACKED_UP = 0x10;
const ATTESTED = 0x40;

/** What an attacker, or a broken authenticator, does otherwise. */
export interface Deviations {
  origin?: string;
  rpId?: string;
  challenge?: string;
  /** What the client says it does. */
  type?: string;
  crossOrigin?: boolean;
  userHandle?: string | null;
  /** Signs with another key than that of the passkey. */
  key?: KeyObject;
  userVerified?: boolean;
  userPresent?: boolean;
}

interface Key {
  id: string;
  rpId: string;
  userHandle: string;
  privateKey: KeyObject;
  counter: number;
}

/** A real authenticator with the browser around it: ES256 keys, discoverable, user verified, attestation `none`. */
export class Authenticator {
  readonly keys: Key[] = [];

  /** @param synced keys that a provider copies, which do not count. */
  constructor(
    readonly origin: string,
    private readonly synced = false,
  ) {}

  create({ challenge, rp, user }: PasskeyCreationOptions, deviations: Deviations = {}): PasskeyRegistration {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = randomBytes(16);
    const key = { id: id.toString('base64url'), rpId: rp.id, userHandle: user.id, privateKey, counter: 0 };
    this.keys.push(key);
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, coseKey(publicKey)]);
    const authData = this.authenticatorData(key, ATTESTED, deviations, attested);
    return {
      id: key.id,
      rawId: key.id,
      type: 'public-key',
      response: {
        clientDataJSON: this.clientData('webauthn.create', challenge, deviations).toString('base64url'),
        attestationObject: attestationObject(authData).toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** Signs with the key that is allowed, or, where any is, with the first for the site. */
  get(options: PasskeyRequestOptions, deviations: Deviations = {}): PasskeyAssertion {
    const allowed = options.allowCredentials.map(({ id }) => id);
    const key = this.keys.find(({ id, rpId }) => (allowed.length > 0 ? allowed.includes(id) : rpId === options.rpId));
    if (!key) throw new Error('the authenticator has no such key');
    return this.assert(key, options.challenge, deviations);
  }

  assert(key: Key, challenge: string, deviations: Deviations = {}): PasskeyAssertion {
    if (!this.synced) key.counter += 1;
    const authData = this.authenticatorData(key, 0, deviations);
    const clientData = this.clientData('webauthn.get', challenge, deviations);
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
    const { userHandle = key.userHandle } = deviations;
    return {
      id: key.id,
      rawId: key.id,
      type: 'public-key',
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', signed, deviations.key ?? key.privateKey).toString('base64url'),
        ...(userHandle !== null && { userHandle }),
      },
    };
  }

  private clientData(type: string, challenge: string, deviations: Deviations): Buffer {
    const { origin = this.origin, crossOrigin = false } = deviations;
    const told = { type: deviations.type ?? type, challenge: deviations.challenge ?? challenge, origin, crossOrigin };
    return Buffer.from(JSON.stringify(told));
  }

  private authenticatorData(key: Key, more: number, deviations: Deviations, attested = Buffer.alloc(0)): Buffer {
    const { rpId = key.rpId, userPresent = true, userVerified = true } = deviations;
    const flags =
      more |
      (userPresent ? USER_PRESENT : 0) |
      (userVerified ? USER_VERIFIED : 0) |
      (this.synced ? BACKUP_ELIGIBLE | BACKED_UP : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(key.counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.of(flags), counter, attested]);
  }
}

/** `{1: 2, 3: -7, -1: 1, -2: x, -3: y}` in CBOR (RFC 9053 §7.1.1): an ES256 public key. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20),
    Buffer.from(x, 'base64url'),
    Buffer.of(0x22, 0x58, 0x20),
    Buffer.from(y, 'base64url'),
  ]);
}

/** `{"fmt": "none", "attStmt": {}, "authData": h'…'}` in CBOR. */
function attestationObject(authData: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(authData.length);
  return Buffer.concat([
    Buffer.of(0xa3),
    cborText('fmt'),
    cborText('none'),
    cborText('attStmt'),
    Buffer.of(0xa0),
    cborText('authData'),
    Buffer.of(0x59),
    length,
    authData,
  ]);
}

/** Of up to 23 bytes. */
function cborText(value: string): Buffer {
  return Buffer.concat([Buffer.of(0x60 + value.length), Buffer.from(value)]);
}
