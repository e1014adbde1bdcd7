import { expect, it } from 'vitest';
import { encodePageHeader } from '../../../../firmware-sim/firmware/store/page.ts';
import { encodeBody, RecordKind } from '../../../../firmware-sim/firmware/store/record.ts';
import { mount, type Store } from '../../../../firmware-sim/firmware/store/record-store.ts';
import { Flash } from '../../../../firmware-sim/hardware/flash.ts';
import { Prng } from '../../../support/prng.ts';
import { KEYS, Model, perform } from './model.ts';
import { randomOperation } from './operations.ts';

const CHIP = { pageSize: 256, pageCount: 2, wearLimit: 1_000_000 };
const SIZE = CHIP.pageSize * CHIP.pageCount;

/** Contents that a store never wrote, from plain noise to a log that all but holds. */
const GARBAGE: readonly (readonly [string, (random: Prng) => Uint8Array])[] = [
  ['noise', (random) => random.bytes(SIZE)],
  ['one byte all over', (random) => new Uint8Array(SIZE).fill(random.below(256))],
  ['a sound image with noise over it', (random) => noiseOver(used(random), random)],
  ['two sound images spliced', (random) => spliced(used(random), used(random), random)],
  ['a page header before noise', (random) => headed(random.bytes(SIZE), random)],
  ['page headers before records of any kind', (random) => headed(records(random), random)],
];

it.each(GARBAGE)('flash with %s mounts, and works from then on', (_, make) => {
  const random = new Prng(21);
  for (let n = 0; n < 2000; n++) {
    const flash = new Flash(CHIP);
    flash.load({ ...flash.save(), cells: make(random) });
    const store = mount(flash);
    for (const key of KEYS) {
      store.get(key);
      store.entries(key);
    }
    use(flash, store, random);
  }
});

/** A purge of everything, and a value that come back from the next mount as they were given. */
function use(flash: Flash, store: Store, random: Prng): void {
  const removals = Array.from({ length: 256 }, (_, key) => ({ key, value: undefined }));
  const purged = store.purge(removals);
  const value = random.bytes(8);
  const put = store.put(1, value);
  const next = mount(flash);
  const found = next.get(1);
  const isSame = found.status === 'ok' && found.value.toString() === value.toString();
  if (purged !== 'ok' || put !== 'ok' || !isSame || next.report.found !== 'clean') {
    expect({ purged, put, found, report: next.report.found }).toBeUndefined();
  }
}

/** The flash after some operations. */
function used(random: Prng): Uint8Array {
  const flash = new Flash(CHIP);
  const store = mount(flash);
  let model = new Model(CHIP.pageSize);
  for (let n = 0; n < 6; n++) {
    const operation = randomOperation(random, CHIP.pageSize);
    const after = model.after(operation);
    const result = perform(store, operation);
    if (result !== after.result) expect(result).toBe(after.result);
    model = after.model;
  }
  return flash.read(0, SIZE);
}

function noiseOver(image: Uint8Array, random: Prng): Uint8Array {
  image.set(random.bytes(1 + random.below(40)), random.below(SIZE - 40));
  return image;
}

function spliced(a: Uint8Array, b: Uint8Array, random: Prng): Uint8Array {
  const at = random.below(SIZE);
  return Uint8Array.from(a, (byte, i) => (i < at ? byte : (b[i] ?? 0)));
}

function headed(image: Uint8Array, random: Prng): Uint8Array {
  for (let page = 0; page < 1 + random.below(2); page++) {
    const epoch = random.pick([0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, random.u32()]);
    image.set(encodePageHeader(epoch), page * CHIP.pageSize);
  }
  return image;
}

function records(random: Prng): Uint8Array {
  const image = new Uint8Array(SIZE).fill(0xff);
  let at = 12;
  for (;;) {
    const kind = random.pick(Object.values(RecordKind) as [0, 1, 2, 3]);
    const draft = { key: random.below(256), kind, payload: random.bytes(random.below(50)) };
    const body = encodeBody(draft, random.chance(4));
    if (at + body.length + 1 > SIZE) return image;
    image.set(body, at);
    at += body.length;
    image[at++] = random.chance(8) ? random.below(256) : 0;
  }
}
