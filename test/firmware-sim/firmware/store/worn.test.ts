import { describe, expect, it } from 'vitest';
import { mount } from '../../../../firmware-sim/firmware/store/record-store.ts';
import { Flash } from '../../../../firmware-sim/hardware/flash.ts';
import { Prng } from '../../../support/prng.ts';
import { describeStore, Model, perform } from './model.ts';
import { randomOperation } from './operations.ts';

describe('a store on flash that wears out', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'loses nothing that it took, and says worn in the end (life %d)',
    (seed) => {
      const random = new Prng(seed);
      const chip = { pageSize: 512, pageCount: 2 + (seed % 3), wearLimit: 10 };
      const flash = new Flash(chip);
      let store = mount(flash);
      let model = new Model(chip.pageSize);
      const results = { ok: 0, full: 0, worn: 0 };
      while (results.worn < 50) {
        const operation = randomOperation(random, chip.pageSize);
        const after = model.after(operation);
        const result = perform(store, operation);
        results[result]++;
        const isPurge = operation.call === 'purge';
        // A purge may be made and yet leave something old on a worn page.
        if (result === after.result || (isPurge && after.model.toString() === describeStore(store)))
          model = after.model;
        else expect(result).toBe('worn');
        expect(describeStore(store)).toBe(model.toString());
        if (random.chance(4)) store = mount(flash);
        expect(describeStore(store)).toBe(model.toString());
      }
      expect(results.ok).toBeGreaterThan(100);
    },
  );
});

it('a counter of a fob with all its data lives 20,000 presses in a few hundred erases', () => {
  const flash = new Flash({ pageSize: 2048, pageCount: 2, wearLimit: 10_000 });
  const store = mount(flash);
  const random = new Prng(31);
  for (let key = 1; key < 8; key++) store.put(key, random.bytes(48));
  for (let n = 0; n < 32; n++) store.append(20, random.bytes(8));
  const before = flash.programmedBytes;
  const value = new Uint8Array(8);
  const view = new DataView(value.buffer);
  for (let n = 0; n < 20_000; n++) {
    view.setUint32(0, n, true);
    if (store.put(0, value) !== 'ok') expect.fail('not stored');
  }
  // (2048 - 12 - live bytes) / 17 presses fit before each move of the log.
  const live = 7 * (48 + 9) + 32 * (8 + 9) + 17;
  expect(flash.erases).toBeLessThan(Math.ceil((20_000 * 17) / (2048 - 12 - live - 17)));
  expect(Math.abs(flash.wear(0) - flash.wear(1))).toBeLessThanOrEqual(1);
  expect((flash.programmedBytes - before) / 20_000).toBeLessThan(34);
});
