import { describe, expect, it } from 'vitest';
import { mount, type Store } from '../../../../firmware-sim/firmware/store/record-store.ts';
import { Flash } from '../../../../firmware-sim/hardware/flash.ts';
import { Prng } from '../../../support/prng.ts';

const CHIP = { pageSize: 256, pageCount: 2, wearLimit: 1_000_000 };
const VALUES = [1, 2, 3, 4, 5];
const LOG = 6;

/** Replaced values, a counter, an empty value, a transaction, entries of a log. */
function loaded(): { flash: Flash; store: Store } {
  const flash = new Flash(CHIP);
  const store = mount(flash);
  const random = new Prng(11);
  store.put(1, random.bytes(8));
  store.put(2, random.bytes(20));
  store.append(LOG, random.bytes(3));
  store.put(4, random.bytes(0));
  store.transaction([
    { key: 1, value: random.bytes(8) },
    { key: 3, value: random.bytes(6) },
    { key: LOG, entry: random.bytes(3) },
  ]);
  store.put(1, random.bytes(8));
  return { flash, store };
}

/** Whether what `store` gives may stand beside `sound`: the same, or known to be damaged. */
function honest(store: Store, sound: Store): { wrong: string | undefined; damaged: number } {
  let damaged = 0;
  for (const key of VALUES) {
    const [got, right] = [store.get(key), sound.get(key)];
    if (got.status === 'damaged') damaged++;
    else if (JSON.stringify(got) !== JSON.stringify(right)) {
      return { wrong: `key ${String(key)}`, damaged };
    }
  }
  const [got, all] = [store.entries(LOG), sound.entries(LOG).entries.map(String)];
  if (!got.complete) damaged++;
  const rest = got.entries.map(String);
  const isSubset = rest.every((entry) => all.includes(entry));
  const wrong = !isSubset || (got.complete && rest.length !== all.length);
  return { wrong: wrong ? 'log' : undefined, damaged };
}

describe('bit rot', () => {
  it('of any one bit gives the right value or damage, at most at one key, and at each later mount', () => {
    const { flash } = loaded();
    const { store: sound } = loaded();
    const state = flash.save();
    let harmless = 0;
    for (let address = 0; address < 512; address++) {
      for (let bit = 0; bit < 8; bit++) {
        flash.load(state);
        flash.rot(address, bit);
        const first = honest(mount(flash), sound);
        const again = honest(mount(flash), sound);
        if (first.wrong !== undefined || first.damaged > 1) {
          expect({ address, bit, ...first }).toBeUndefined();
        }
        if (again.wrong !== undefined || again.damaged !== first.damaged) {
          expect({ address, bit, ...again }).toEqual(first);
        }
        if (first.damaged === 0) harmless++;
      }
    }
    // The payloads and CRCs of the records that hold: (8+6+3+3+20+0 + 6 × 4) bytes.
    expect(4096 - harmless).toBe((40 + 24) * 8);
  });

  it('of two or three bits never gives a wrong value', () => {
    const { flash } = loaded();
    const { store: sound } = loaded();
    const state = flash.save();
    const random = new Prng(12);
    for (let n = 0; n < 20_000; n++) {
      flash.load(state);
      const near = random.below(200);
      for (let k = 0; k < 2 + random.below(2); k++) {
        flash.rot(random.chance(2) ? near + random.below(4) : random.below(200), random.below(8));
      }
      const { wrong } = honest(mount(flash), sound);
      if (wrong !== undefined) expect({ n, wrong }).toBeUndefined();
    }
  });

  it('of the newest counter does not bring back the one before it', () => {
    const { flash, store } = loaded();
    const newest = store.get(1);
    const image = Buffer.from(flash.read(0, 256));
    const at = newest.status === 'ok' ? image.indexOf(Buffer.from(newest.value)) : -1;
    expect(at).toBeGreaterThan(0);
    flash.rot(at, 0);
    const rotten = mount(flash);
    expect(rotten.get(1)).toEqual({ status: 'damaged' });
    expect(rotten.report).toEqual({ found: 'recovered', damaged: [1] });
    expect(mount(flash).report).toEqual({ found: 'clean', damaged: [1] });
  });

  it('under a running store is noticed when the value is read, and not copied as if sound', () => {
    const { flash, store } = loaded();
    for (let address = 12; address < 256; address++) flash.rot(address, 4);
    for (const key of VALUES) expect(store.get(key).status).not.toBe('ok');
    expect(store.purge()).toBe('ok');
    expect(mount(flash).report.damaged).toEqual([1, 2, 3, 4, LOG]);
  });

  it('is healed by a new value, a removal, and for a log by its removal', () => {
    const { flash } = loaded();
    for (let address = 12; address < 256; address++) flash.rot(address, 4);
    const store = mount(flash);
    expect(store.report.found).toBe('lost');
    expect(store.report.damaged).toHaveLength(256);
    expect(store.put(1, Uint8Array.of(7))).toBe('ok');
    expect(store.remove(2)).toBe('ok');
    expect(store.append(LOG, Uint8Array.of(8))).toBe('ok');
    for (const open of [() => store, () => mount(flash)]) {
      const now = open();
      expect(now.get(1)).toEqual({ status: 'ok', value: Uint8Array.of(7) });
      expect(now.get(2)).toEqual({ status: 'absent' });
      expect(now.get(3)).toEqual({ status: 'damaged' });
      expect(now.entries(LOG)).toEqual({ entries: [Uint8Array.of(8)], complete: false });
    }
    const last = mount(flash);
    last.remove(LOG);
    expect(last.entries(LOG)).toEqual({ entries: [], complete: true });
  });

  it('of a page header in more bits than can be mended damages every key', () => {
    const { flash } = loaded();
    flash.rot(4, 1);
    flash.rot(9, 2);
    const store = mount(flash);
    expect(store.report.found).toBe('lost');
    expect(store.get(1)).toEqual({ status: 'damaged' });
  });
});
