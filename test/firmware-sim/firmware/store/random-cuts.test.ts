import { expect, it } from 'vitest';
import { mount } from '../../../../firmware-sim/firmware/store/record-store.ts';
import { Flash } from '../../../../firmware-sim/hardware/flash.ts';
import { Prng } from '../../../support/prng.ts';
import { cutDuring } from './cut.ts';
import { describeStore, Model, perform } from './model.ts';
import { randomOperation } from './operations.ts';

/** Small pages move their log often, larger ones hold full logs of 32 entries. */
const CHIPS = [
  { pageSize: 192, pageCount: 2, cuts: 45_000 },
  { pageSize: 256, pageCount: 3, cuts: 20_000 },
  { pageSize: 1024, pageCount: 2, cuts: 30_000 },
  { pageSize: 2048, pageCount: 4, cuts: 5_000 },
] as const;

it.each(CHIPS)(
  'after $cuts cuts in random operations each is there in whole or not at all: $pageCount pages of $pageSize',
  ({ pageSize, pageCount, cuts }) => {
    const random = new Prng(pageSize);
    const torn = (): number => random.u32() >>> 24;
    const flash = new Flash({ pageSize, pageCount, wearLimit: 1_000_000 });
    let store = mount(flash);
    const remount = (): void => {
      store = mount(flash);
    };
    let model = new Model(pageSize);
    const seen = { cuts: 0, inRecovery: 0, old: 0, new: 0 };
    while (seen.cuts < cuts) {
      const operation = randomOperation(random, pageSize);
      const after = model.after(operation);
      const reach = random.pick([10, 25, 25, 60, 250, pageSize]);
      let result: string | undefined;
      const wasCut = cutDuring(flash, random.below(reach), torn, () => {
        result = perform(store, operation);
      });
      if (!wasCut) {
        if (result !== after.result) expect(result, operation.call).toBe(after.result);
        if (operation.call === 'purge' && result === 'ok') same(store.secretsErased, true);
        model = after.model;
        same(describeStore(store), model.toString());
        continue;
      }
      seen.cuts++;
      while (random.chance(3) && cutDuring(flash, random.below(pageSize), torn, remount)) {
        seen.inRecovery++;
      }
      remount();
      const isNew = describeStore(store) === after.model.toString();
      if (isNew) model = after.model;
      else same(describeStore(store), model.toString());
      seen[isNew ? 'new' : 'old']++;
      same(store.report.damaged.length, 0);
    }
    // Both outcomes and cuts in the recovery itself did come about.
    expect(seen.old).toBeGreaterThan(cuts / 2);
    expect(seen.new).toBeGreaterThan(cuts / 50);
    expect(seen.inRecovery).toBeGreaterThan(cuts / 50);
  },
);

/** `expect` costs more than a cut does: it is called for a difference only. */
function same<T>(actual: T, wanted: T): void {
  if (actual !== wanted) expect(actual).toBe(wanted);
}
