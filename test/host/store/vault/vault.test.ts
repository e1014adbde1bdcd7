import { createDecipheriv } from 'node:crypto';
import { Secret } from '@fobkit/protocol';
import { VaultError } from '@fobkit/store';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Binding } from '../../../../host/store/vault/sealed.ts';
import { newKeys, Vault } from '../../../../host/store/vault/vault.ts';

const keys = newKeys();
const vault = new Vault({
  ...keys,
  data: keys.data.slice(),
  fingerprint: keys.fingerprint.slice(),
});
const SEED = new Secret(Uint8Array.from({ length: 20 }, (_, at) => at + 1));
const BINDING: Binding = {
  kind: 'seed',
  deviceId: '00112233445566aa',
  serialLabel: 'AB-0001',
  parameters: Uint8Array.of(0xa1, 1, 6),
  rowVersion: 3,
};

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof VaultError ? error.code : String(error);
  }
  return 'opened';
};

describe('what a vault seals', () => {
  test('opens beside the same values, and is another each time', () => {
    const sealed = vault.seal(SEED, BINDING);
    expect(vault.open(sealed, { ...BINDING }).reveal()).toEqual(SEED.reveal());
    expect(vault.seal(SEED, BINDING)).not.toEqual(sealed);
  });

  test('does not open when any one byte is changed', () => {
    const sealed = vault.seal(SEED, BINDING);
    for (const [at, byte] of sealed.entries()) {
      const changed = sealed.slice();
      changed[at] = byte ^ 0x01;
      expect(
        codeOf(() => vault.open(changed, BINDING)),
        `byte ${String(at)}`,
      ).toBe('sealed');
    }
  });

  test('does not open when it is cut off anywhere, or longer', () => {
    const sealed = vault.seal(SEED, BINDING);
    for (let length = 0; length < sealed.length; length++) {
      expect(codeOf(() => vault.open(sealed.slice(0, length), BINDING))).toBe('sealed');
    }
    expect(codeOf(() => vault.open(Uint8Array.of(...sealed, 0), BINDING))).toBe('sealed');
  });

  test('opens beside no other kind, fob, label, parameters or version of the row', () => {
    const sealed = vault.seal(SEED, BINDING);
    const others: readonly Partial<Binding>[] = [
      { kind: 'transport key' },
      { deviceId: '00112233445566ab' },
      { deviceId: undefined },
      { deviceId: '' },
      { serialLabel: 'AB-0002' },
      { parameters: Uint8Array.of(0xa1, 1, 8) },
      { rowVersion: 2 },
      { rowVersion: 4 },
    ];
    for (const other of others) {
      const binding = { ...BINDING, ...other };
      expect(
        codeOf(() => vault.open(sealed, binding)),
        JSON.stringify(other),
      ).toBe('sealed');
    }
  });

  test('is bound to each value by itself: none can lend its end to the next', () => {
    const text = fc.string({ maxLength: 6 });
    const binding = fc.record({
      kind: text,
      deviceId: fc.option(text, { nil: undefined }),
      serialLabel: text,
      parameters: fc.uint8Array({ maxLength: 4 }),
      rowVersion: fc.nat(3),
    });
    const same = (a: Binding, b: Binding): boolean =>
      a.kind === b.kind &&
      a.deviceId === b.deviceId &&
      a.serialLabel === b.serialLabel &&
      Buffer.from(a.parameters).equals(b.parameters) &&
      a.rowVersion === b.rowVersion;
    fc.assert(
      fc.property(binding, binding, fc.boolean(), (one, two, joined) => {
        // The same characters, split elsewhere.
        const other = joined
          ? {
              ...one,
              kind: one.kind + one.serialLabel.slice(0, 1),
              serialLabel: one.serialLabel.slice(1),
            }
          : two;
        const opened = codeOf(() => vault.open(vault.seal(SEED, one), other));
        expect(opened).toBe(same(one, other) ? 'opened' : 'sealed');
      }),
    );
  });

  test('opens in no other vault', () => {
    const sealed = vault.seal(SEED, BINDING);
    const other = new Vault(newKeys());
    expect(codeOf(() => other.open(sealed, BINDING))).toBe('sealed');
    // Nor where the key's name is the same and the key another.
    const namesake = new Vault({ ...newKeys(), keyId: keys.keyId });
    expect(codeOf(() => namesake.open(sealed, BINDING))).toBe('sealed');
  });

  test('is AES-256-GCM under the data key, as the form says', () => {
    const sealed = vault.seal(SEED, BINDING);
    const decipher = createDecipheriv('aes-256-gcm', keys.data, sealed.slice(5, 17));
    const field = (kind: number, bytes: Uint8Array): Buffer =>
      Buffer.concat([Uint8Array.of(kind, 0, 0, 0, bytes.length), bytes]);
    decipher.setAAD(
      Buffer.concat([
        field(0, sealed.slice(0, 5)),
        field(1, Buffer.from('seed')),
        field(1, Buffer.from('00112233445566aa')),
        field(1, Buffer.from('AB-0001')),
        field(0, Uint8Array.of(0xa1, 1, 6)),
        field(2, Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 3)),
      ]),
    );
    decipher.setAuthTag(sealed.slice(-16));
    const opened = Buffer.concat([decipher.update(sealed.slice(17, -16)), decipher.final()]);
    expect(new Uint8Array(opened)).toEqual(SEED.reveal());
  });
});

describe('a fingerprint', () => {
  test('is the same for the same secret, and another for another', () => {
    expect(vault.fingerprint(new Secret(SEED.reveal()))).toEqual(vault.fingerprint(SEED));
    expect(vault.fingerprint(new Secret(Uint8Array.of(1)))).not.toEqual(vault.fingerprint(SEED));
  });

  test('tells nothing to who has the secret and not the key', () => {
    const other = new Vault({ ...keys, fingerprint: newKeys().fingerprint });
    expect(other.fingerprint(SEED)).not.toEqual(vault.fingerprint(SEED));
  });
});

describe('a vault', () => {
  test('neither opens nor seals once it is closed, and its keys are overwritten', () => {
    const own = newKeys();
    const closed = new Vault(own);
    const sealed = closed.seal(SEED, BINDING);
    closed.close();
    expect(own.data).toEqual(new Uint8Array(32));
    expect(own.fingerprint).toEqual(new Uint8Array(32));
    expect(() => closed.open(sealed, BINDING)).toThrow('closed');
    expect(() => closed.seal(SEED, BINDING)).toThrow('closed');
    expect(() => closed.fingerprint(SEED)).toThrow('closed');
  });

  test('tells no secret in what it refuses', () => {
    const sealed = vault.seal(SEED, BINDING);
    const refused = (): unknown => vault.open(sealed, { ...BINDING, rowVersion: 9 });
    expect(refused).toThrow('the seed of AB-0001 was changed, or belongs to another row');
  });
});
