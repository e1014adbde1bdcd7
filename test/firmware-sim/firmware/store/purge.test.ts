import { describe, expect, it } from 'vitest';
import { mount } from '../../../../firmware-sim/firmware/store/record-store.ts';
import { Flash } from '../../../../firmware-sim/hardware/flash.ts';
import { Prng } from '../../../support/prng.ts';
import { cutDuring } from './cut.ts';

const CHIP = { pageSize: 256, pageCount: 3, wearLimit: 1000 };
const SEED = 1;
const COUNTER = 2;
const LABEL = 3;
const LOG = 6;

/** Whether any four bytes in a row of `secret` stand anywhere in flash. */
function holds(flash: Flash, secret: Uint8Array): boolean {
  const image = Buffer.from(flash.read(0, flash.pageSize * flash.pageCount));
  for (let i = 0; i + 4 <= secret.length; i++) {
    if (image.includes(Buffer.from(secret.subarray(i, i + 4)))) return true;
  }
  return false;
}

function loaded(random: Prng): { flash: Flash; secrets: Uint8Array[]; label: Uint8Array } {
  const flash = new Flash(CHIP);
  const store = mount(flash);
  const label = random.bytes(12);
  const secrets = Array.from({ length: 3 }, () => random.bytes(32));
  store.put(LABEL, label);
  for (const secret of secrets) expect(store.put(SEED, secret)).toBe('ok');
  for (let n = 0; n < 30; n++) store.put(COUNTER, random.bytes(8));
  store.append(LOG, random.bytes(4));
  return { flash, secrets, label };
}

describe('a purge', () => {
  it('leaves no byte of what it removes, nor of what was replaced or removed before', () => {
    const { flash, secrets, label } = loaded(new Prng(1));
    const store = mount(flash);
    const rotated = new Prng(9).bytes(32);
    store.purge();
    store.put(SEED, rotated);
    store.put(SEED, secrets[0] ?? rotated);
    store.remove(COUNTER);
    expect(holds(flash, rotated)).toBe(true);
    expect(store.purge([{ key: SEED, value: undefined }])).toBe('ok');
    for (const secret of [...secrets, rotated]) expect(holds(flash, secret)).toBe(false);
    expect(holds(flash, label)).toBe(true);
    expect(store.get(LABEL)).toEqual({ status: 'ok', value: label });
    expect(store.secretsErased).toBe(true);
  });

  it('cut anywhere, leaves at the next mount all of the old values or no byte of them', () => {
    const { flash, secrets } = loaded(new Prng(2));
    const state = flash.save();
    const current = secrets.at(-1);
    const random = new Prng(3);
    const seen = { old: 0, gone: 0 };
    const purge = (): void => {
      mount(flash).purge([{ key: SEED, value: undefined }]);
    };
    for (let n = 0; cutDuring(flash, n, () => random.below(256), purge); n++) {
      const store = mount(flash);
      const stored = store.get(SEED);
      if (stored.status === 'absent') {
        seen.gone++;
        expect(secrets.some((secret) => holds(flash, secret))).toBe(false);
        expect(store.secretsErased).toBe(true);
      } else {
        seen.old++;
        expect(stored).toEqual({ status: 'ok', value: current });
      }
      flash.load(state);
    }
    expect(seen.old).toBeGreaterThan(30);
    expect(seen.gone).toBeGreaterThan(0);
  });

  it('of a store that holds nothing old writes nothing', () => {
    const { flash } = loaded(new Prng(4));
    const store = mount(flash);
    store.purge();
    const before = [flash.programmedBytes, flash.erases];
    expect(store.purge()).toBe('ok');
    expect([flash.programmedBytes, flash.erases]).toEqual(before);
  });

  it('that is refused as full changes nothing', () => {
    const { flash, secrets } = loaded(new Prng(5));
    const store = mount(flash);
    const before = flash.save();
    expect(store.purge([{ key: LABEL, value: new Uint8Array(250) }])).toBe('full');
    expect(flash.save()).toEqual(before);
    expect(store.get(SEED)).toEqual({ status: 'ok', value: secrets.at(-1) });
  });
});

describe('a removal', () => {
  it('is erased by the next mount at the latest', () => {
    const { flash, secrets } = loaded(new Prng(6));
    const store = mount(flash);
    store.remove(SEED);
    expect(store.secretsErased).toBe(false);
    const next = mount(flash);
    expect(next.secretsErased).toBe(true);
    for (const secret of secrets) expect(holds(flash, secret)).toBe(false);
  });
});

describe('a page that can no longer be erased', () => {
  it('is filled with zeros by the purge', () => {
    const flash = new Flash({ ...CHIP, wearLimit: 0 });
    const secret = new Prng(8).bytes(32);
    const store = mount(flash);
    store.put(SEED, secret);
    expect(store.purge([{ key: SEED, value: undefined }])).toBe('ok');
    expect(holds(flash, secret)).toBe(false);
    expect(flash.read(0, 256).filter((byte) => byte !== 0).length).toBeLessThan(5);
    expect(mount(flash).report.found).toBe('clean');
  });
});
