import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DataKeys } from './data-keys.js';
import { Keyring } from './keyring.js';
import { EnvironmentMasterKeys, MasterKeys } from './master-keys.js';
import { seal, SealBroken, sealingKey } from './seal.js';

const USER = 'user-1';
const PLAIN = randomBytes(512);
const [old, current] = [randomBytes(32), randomBytes(32)];

const dataKeysWith = (...keys: [Buffer, ...Buffer[]]) => new DataKeys(new Keyring(new EnvironmentMasterKeys(keys)));

/** As a key file that another process changes. */
class ChangingKeys extends MasterKeys {
  reads = 0;
  constructor(public keys: Buffer[]) {
    super();
  }
  override read(): readonly Buffer[] {
    this.reads += 1;
    return this.keys;
  }
  override renew = () => Promise.resolve();
  override retire = () => Promise.resolve('');
}

describe('a data key', () => {
  const dataKeys = dataKeysWith(current);
  const dataKey = dataKeys.make(USER);
  const wrapped = dataKeys.wrap(dataKey);
  const sealed = dataKey.seal(PLAIN, 'template', 'face-1');

  it('is unwrapped by the same master key, for the same person', () => {
    const unwrapped = dataKeysWith(current).unwrap({ id: USER, dataKey: wrapped });
    expect(unwrapped.open(sealed, 'template', 'face-1')).toEqual(PLAIN);
  });

  it('is each person’s own', () => {
    expect(dataKeys.make(USER).export()).not.toEqual(dataKey.export());
    expect(() => dataKeys.make(USER).open(sealed, 'template', 'face-1')).toThrow(SealBroken);
  });

  it.each<[string, () => unknown]>([
    ['for another person', () => dataKeys.unwrap({ id: 'user-2', dataKey: wrapped })],
    ['by another master key', () => dataKeysWith(old).unwrap({ id: USER, dataKey: wrapped })],
    ['once it is destroyed', () => dataKeys.unwrap({ id: USER, dataKey: null })],
    ['from nothing', () => dataKeys.unwrap({ id: USER, dataKey: '' })],
  ])('is not unwrapped %s', (_name, unwrap) => {
    expect(unwrap).toThrow(SealBroken);
  });

  it('is not unwrapped with any one bit flipped, the master key’s id included', () => {
    const bytes = Buffer.from(wrapped, 'base64');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => dataKeys.unwrap({ id: USER, dataKey: changed.toString('base64') })).toThrow(SealBroken);
    }
  });

  it('says by its first characters whether the master key in force wraps it', () => {
    const both = dataKeysWith(current, old);
    expect(wrapped.startsWith(both.currentPrefix())).toBe(true);
    expect(dataKeysWith(old).wrap(dataKey).startsWith(both.currentPrefix())).toBe(false);
  });
});

describe('a keyring', () => {
  it('opens what any of its master keys wrapped, and wraps by the first', () => {
    const before = dataKeysWith(old);
    const dataKey = before.make(USER);
    const row = { id: USER, dataKey: before.wrap(dataKey) };
    const after = dataKeysWith(current, old);
    expect(after.unwrap(row).export()).toEqual(dataKey.export());
    row.dataKey = after.wrap(after.unwrap(row));
    expect(dataKeysWith(current).unwrap(row).export()).toEqual(dataKey.export());
  });

  it('looks again when it meets a key that it does not know, and wraps by the one in force', () => {
    const keys = new ChangingKeys([old]);
    const running = new DataKeys(new Keyring(keys));
    const dataKey = running.make(USER);
    const inFlight = { id: USER, dataKey: running.wrap(dataKey) };
    keys.keys = [current];
    const row = { id: USER, dataKey: dataKeysWith(current).wrap(dataKey) };
    expect(running.unwrap(row).export()).toEqual(dataKey.export());
    expect(running.wrap(dataKey).startsWith(dataKeysWith(current).currentPrefix())).toBe(true);
    // A row that was read before it was wrapped anew still opens in this process.
    expect(running.unwrap(inFlight).export()).toEqual(dataKey.export());
  });

  it('reads the keys no more often than it must to open', () => {
    const keys = new ChangingKeys([current]);
    const dataKeys = new DataKeys(new Keyring(keys));
    const row = { id: USER, dataKey: dataKeysWith(current).wrap(dataKeys.make(USER)) };
    for (let times = 0; times < 10; times++) dataKeys.unwrap(row);
    expect(keys.reads).toBe(1);
  });

  it('opens what was sealed before master keys had ids', () => {
    const sealed = seal(sealingKey(old), PLAIN, { purpose: 'signing-key' });
    const keyring = new Keyring(new EnvironmentMasterKeys([current, old]));
    expect(keyring.unwrap(sealed, { purpose: 'signing-key' })).toEqual(PLAIN);
    expect(() => keyring.unwrap(sealed, { purpose: 'data-key' })).toThrow(SealBroken);
  });
});
