import { describe, expect, it } from 'vitest';
import { Flash } from '../../../firmware-sim/hardware/flash.ts';
import { Prng } from '../../support/prng.ts';

const SMALL = { pageSize: 64, pageCount: 3, wearLimit: 5 };

describe('flash cells', () => {
  it('come as ones', () => {
    expect([...new Flash(SMALL).read(0, 192)]).toEqual(new Array<number>(192).fill(0xff));
  });

  it('are only ever cleared by a write', () => {
    const flash = new Flash(SMALL);
    flash.write(10, Uint8Array.of(0b1111_0000));
    flash.write(10, Uint8Array.of(0b0011_1111));
    expect([...flash.read(9, 3)]).toEqual([0xff, 0b0011_0000, 0xff]);
  });

  it('take a write that asks for no zero where there is one already', () => {
    const flash = new Flash(SMALL);
    flash.write(0, Uint8Array.of(0x0f));
    expect(flash.write(0, Uint8Array.of(0xff))).toBe(true);
  });

  it('are set to ones by an erase, in that page alone', () => {
    const flash = new Flash(SMALL);
    flash.write(0, new Uint8Array(192));
    expect(flash.erase(1)).toBe(true);
    const image = flash.read(0, 192);
    expect(image.subarray(64, 128).every((byte) => byte === 0xff)).toBe(true);
    expect(image.subarray(0, 64).every((byte) => byte === 0)).toBe(true);
    expect(image.subarray(128).every((byte) => byte === 0)).toBe(true);
  });

  it('are read as a copy', () => {
    const flash = new Flash(SMALL);
    flash.read(0, 4).fill(0);
    expect(flash.read(0, 1)[0]).toBe(0xff);
  });

  it('toggle when they rot', () => {
    const flash = new Flash(SMALL);
    flash.rot(70, 3);
    expect(flash.read(70, 1)[0]).toBe(0b1111_0111);
    flash.rot(70, 3);
    expect(flash.read(70, 1)[0]).toBe(0xff);
  });

  it.each([
    [-1, 1],
    [190, 3],
    [Number.NaN, 1],
  ])('outside the chip are a bus fault: %d, %d bytes', (offset, length) => {
    const flash = new Flash(SMALL);
    expect(() => flash.read(offset, length)).toThrow(RangeError);
    expect(() => flash.write(offset, new Uint8Array(length))).toThrow(RangeError);
    expect(() => {
      flash.rot(offset + 1000, 0);
    }).toThrow(RangeError);
    expect(() => flash.erase(3)).toThrow(RangeError);
  });
});

describe('flash counters', () => {
  it('count programmed bytes and erases', () => {
    const flash = new Flash(SMALL);
    flash.write(0, new Uint8Array(7));
    flash.write(9, new Uint8Array(2));
    flash.erase(0);
    expect([flash.programmedBytes, flash.erases]).toEqual([9, 1]);
  });

  it('keep the wear of each page apart', () => {
    const flash = new Flash(SMALL);
    flash.erase(2);
    flash.erase(2);
    flash.erase(0);
    expect([flash.wear(0), flash.wear(1), flash.wear(2)]).toEqual([1, 0, 2]);
  });
});

describe('worn flash', () => {
  it('erases well up to its limit and fails beyond it', () => {
    const flash = new Flash(SMALL);
    const results: boolean[] = [];
    for (let n = 0; n < 30; n++) {
      flash.write(0, new Uint8Array(64));
      results.push(flash.erase(0));
    }
    expect(results.slice(0, 5)).toEqual([true, true, true, true, true]);
    expect(results.slice(5)).not.toContain(true);
  });

  it('keeps a stuck cell at the value that it had: a write over a stuck one fails', () => {
    const flash = new Flash(SMALL);
    for (let n = 0; n < 12; n++) expect(flash.erase(0)).toBe(true);
    expect(flash.write(0, new Uint8Array(64))).toBe(false);
    const ones = flash.read(0, 64).filter((byte) => byte !== 0);
    expect(ones.length).toBeGreaterThan(0);
    expect(flash.write(64, new Uint8Array(64))).toBe(true);
  });

  it('sticks at the same cells in each chip with the same life', () => {
    const [a, b] = [new Flash(SMALL), new Flash(SMALL)];
    for (const flash of [a, b]) {
      for (let n = 0; n < 20; n++) flash.erase(1);
      flash.write(64, new Uint8Array(64));
    }
    expect(a.read(64, 64)).toEqual(b.read(64, 64));
  });
});

describe('flash state', () => {
  it('saved and loaded into another chip lives on alike, wear included', () => {
    const random = new Prng(1);
    const a = new Flash(SMALL);
    for (let n = 0; n < 9; n++) {
      a.write(random.below(60), random.bytes(4));
      a.erase(0);
    }
    const b = new Flash(SMALL);
    b.load(a.save());
    for (const flash of [a, b]) flash.write(0, new Uint8Array(64));
    for (const flash of [a, b]) flash.erase(0);
    for (const flash of [a, b]) flash.write(0, new Uint8Array(32));
    expect(b.save()).toEqual(a.save());
    expect(b.wear(0)).toBe(10);
  });

  it('is refused when it is of another chip', () => {
    const flash = new Flash(SMALL);
    const state = flash.save();
    expect(() => {
      flash.load({ ...state, cells: new Uint8Array(5) });
    }).toThrow('"cells"');
    expect(() => {
      flash.load({ cells: new Uint8Array(192), wear0: 1, wear1: 2 });
    }).toThrow('"wear2"');
  });
});
