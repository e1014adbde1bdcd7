import { expect, it } from 'vitest';
import type { FlashPort } from '../../../../firmware-sim/firmware/env.ts';
import { mount } from '../../../../firmware-sim/firmware/store/record-store.ts';
import { Flash } from '../../../../firmware-sim/hardware/flash.ts';
import { Prng } from '../../../support/prng.ts';
import { describeStore, Model, perform } from './model.ts';
import { randomOperation } from './operations.ts';

const CHIP = { pageSize: 192, pageCount: 2, wearLimit: 1_000_000 };

/** A chip with cells that stay 1: those of `mask` in one byte. */
function stuckAtOne(flash: Flash, address: number, mask: number): FlashPort {
  return {
    pageSize: flash.pageSize,
    pageCount: flash.pageCount,
    read: (offset, length) => flash.read(offset, length),
    erase: (page) => flash.erase(page),
    write: (offset, bytes) => {
      const index = address - offset;
      const asked = bytes[index];
      if (asked === undefined) return flash.write(offset, bytes);
      const taken = bytes.slice();
      taken[index] = asked | mask;
      return flash.write(offset, taken) && taken[index] === asked;
    },
  };
}

it.each([
  ['one cell that stays at', 2, [1, 2, 4, 8, 16, 32, 64, 128]],
  ['a byte with two cells that stay at', 2, [3, 12, 48, 192, 129]],
  ['such a byte on a chip of one page, with cells at', 1, [3, 12, 48, 192, 129]],
] as const)('%s one, wherever it is, costs no value that was taken', (_, pageCount, masks) => {
  const random = new Prng(41);
  // A single page whose header does not take has no log at all: it begins behind the header.
  for (let address = pageCount === 1 ? 12 : 0; address < CHIP.pageSize; address++) {
    const flash = stuckAtOne(new Flash({ ...CHIP, pageCount }), address, random.pick([...masks]));
    let store = mount(flash);
    let model = new Model(CHIP.pageSize);
    for (let n = 0; n < 30; n++) {
      const operation = randomOperation(random, CHIP.pageSize);
      const after = model.after(operation);
      const result = perform(store, operation);
      const isMade = describeStore(store) === after.model.toString();
      if (result === 'ok' || (operation.call === 'purge' && isMade)) model = after.model;
      if (random.chance(2)) store = mount(flash);
      if (describeStore(store) !== model.toString() || store.report.damaged.length > 0) {
        expect({ address, result, found: describeStore(store) }).toBe(model.toString());
      }
    }
  }
});
