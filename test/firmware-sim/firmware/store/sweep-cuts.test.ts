import { describe, expect, it } from 'vitest';
import { mount } from '../../../../firmware-sim/firmware/store/record-store.ts';
import { Flash } from '../../../../firmware-sim/hardware/flash.ts';
import type { PartState } from '../../../../firmware-sim/hardware/part-state.ts';
import { Prng } from '../../../support/prng.ts';
import { cutDuring } from './cut.ts';
import { describeStore, Model, perform, type Operation } from './model.ts';

const CHIP = { pageSize: 160, pageCount: 2, wearLimit: 1_000_000 };
const random = new Prng(7);
const bytes = (length: number): Uint8Array => random.bytes(length);
const put = (key: number, length: number): Operation => ({
  call: 'put',
  changes: [{ key, value: bytes(length) }],
});
const append = (key: number): Operation => ({
  call: 'append',
  changes: [{ key, entry: bytes(3) }],
});
const remove = (key: number): Operation => ({
  call: 'remove',
  changes: [{ key, value: undefined }],
});
const three = (call: 'transaction' | 'purge'): Operation => ({
  call,
  changes: [
    { key: 0, value: bytes(8) },
    { key: 1, value: undefined },
    { key: 6, entry: bytes(3) },
  ],
});

const LIVED = [put(0, 8), put(1, 20), append(6), put(0, 8)];
const FULL = [...LIVED, append(6), put(0, 8)];

/** Each kind of write that the store makes, with the life before it. */
const SCENES: readonly (readonly [string, readonly Operation[], Operation])[] = [
  ['the first value of a blank chip', [], put(0, 8)],
  ['a purge of a blank chip', [], three('purge')],
  ['a new key', LIVED, put(2, 4)],
  ['a new value', LIVED, put(0, 8)],
  ['an empty value', LIVED, put(0, 0)],
  ['one more entry of a log', LIVED, append(6)],
  ['a removal', LIVED, remove(1)],
  ['a transaction', [put(0, 8), put(1, 8)], three('transaction')],
  ['a value that moves the log', FULL, put(0, 8)],
  ['a transaction that moves the log', FULL, three('transaction')],
  ['a purge', LIVED, { call: 'purge', changes: [] }],
  ['a purge with changes', LIVED, three('purge')],
];

/** The ends of what a torn byte can be, and three results between them. */
const TEARS: readonly (() => number)[] = [
  () => 0xff,
  () => 0x00,
  ...[1, 2, 3].map((seed) => {
    const dice = new Prng(seed);
    return () => dice.below(256);
  }),
];

function lived(operations: readonly Operation[]): { state: PartState; model: Model } {
  const flash = new Flash(CHIP);
  const store = mount(flash);
  let model = new Model(CHIP.pageSize);
  for (const operation of operations) {
    expect(perform(store, operation)).toBe('ok');
    model = model.after(operation).model;
  }
  return { state: flash.save(), model };
}

describe.each(SCENES)('%s, cut at every byte and erase', (_, before, operation) => {
  const { state, model } = lived(before);
  const after = model.after(operation);
  const legal = [model.toString(), after.model.toString()];
  const flash = new Flash(CHIP);

  /** Whether cut `n` of the operation fires; the flash is left as the cut left it. */
  const cutAt = (n: number, torn: () => number): boolean => {
    flash.load(state);
    const store = mount(flash);
    return cutDuring(flash, n, torn, () => {
      expect(perform(store, operation)).toBe('ok');
    });
  };
  const check = (): void => {
    const store = mount(flash);
    const found = describeStore(store);
    if (!legal.includes(found)) expect(legal).toContain(found);
    // What was recovered stays so, and takes the operation again.
    const again = mount(flash);
    if (describeStore(again) !== found) expect(describeStore(again)).toBe(found);
    if (again.report.found === 'recovered') expect(again.report.found).toBe('clean');
    const next = perform(again, { call: 'put', changes: [{ key: 7, value: bytes(1) }] });
    if (next !== 'ok') expect(next).toBe('ok');
  };

  it('is there in whole or not at all', () => {
    let n = 0;
    for (; cutAt(n, () => 0); n++) {
      for (const torn of TEARS) {
        cutAt(n, torn);
        check();
      }
    }
    expect(n).toBeGreaterThan(8);
    expect(describeStore(mount(flash))).toBe(legal[1]);
  });

  it('is so when recovery is cut too, at every byte and erase, and its recovery once more', () => {
    const torn = (): number => random.below(256);
    let recoveries = 0;
    for (let n = 0; cutAt(n, torn); n++) {
      const torn1 = flash.save();
      for (let m = 0; cutDuring(flash, m, torn, () => mount(flash)); m++) {
        recoveries++;
        const torn2 = flash.save();
        check();
        flash.load(torn2);
        cutDuring(flash, random.below(100), torn, () => mount(flash));
        check();
        flash.load(torn1);
      }
    }
    if (before.length > 0) expect(recoveries).toBeGreaterThan(50);
  });
});
