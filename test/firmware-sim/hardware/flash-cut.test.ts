import { describe, expect, it } from 'vitest';
import { Flash } from '../../../firmware-sim/hardware/flash.ts';
import { PowerLoss } from '../../../firmware-sim/firmware/env.ts';
import { Prng } from '../../support/prng.ts';

const SMALL = { pageSize: 64, pageCount: 2, wearLimit: 100 };
const nothing = (): number => 0xff;

describe('a power cut', () => {
  it('comes after as many bytes as it was armed with, over all writes', () => {
    const flash = new Flash(SMALL);
    flash.armCut({ afterBytes: 5, torn: nothing });
    flash.write(0, Uint8Array.of(1, 2, 3));
    expect(() => flash.write(10, Uint8Array.of(4, 5, 6))).toThrow(PowerLoss);
    expect([...flash.read(0, 3)]).toEqual([1, 2, 3]);
    expect([...flash.read(10, 3)]).toEqual([4, 5, 0xff]);
  });

  it('counts an erase as one step', () => {
    const flash = new Flash(SMALL);
    flash.armCut({ afterBytes: 2, torn: nothing });
    flash.erase(0);
    flash.write(0, Uint8Array.of(1));
    expect(() => flash.erase(1)).toThrow(PowerLoss);
  });

  it('leaves the byte under way with some of its zeros missing, and never a zero too many', () => {
    const random = new Prng(2);
    let between = 0;
    for (let n = 0; n < 1000; n++) {
      const flash = new Flash(SMALL);
      const [old, target] = [random.below(256), random.below(256)];
      flash.write(7, Uint8Array.of(old));
      flash.armCut({ afterBytes: 0, torn: () => random.below(256) });
      expect(() => flash.write(7, Uint8Array.of(target, 0))).toThrow(PowerLoss);
      const [torn, next] = flash.read(7, 2);
      expect((torn ?? 0) & old & target).toBe(old & target);
      expect((torn ?? 0) & ~old).toBe(0);
      expect(next).toBe(0xff);
      if (torn !== old && torn !== (old & target)) between++;
    }
    expect(between).toBeGreaterThan(300);
  });

  it('in an erase leaves each bit old or one', () => {
    const random = new Prng(3);
    const flash = new Flash(SMALL);
    const old = random.bytes(64);
    flash.write(0, old);
    flash.armCut({ afterBytes: 0, torn: () => random.below(256) });
    expect(() => flash.erase(0)).toThrow(PowerLoss);
    const torn = flash.read(0, 64);
    expect([...torn].every((byte, i) => (byte & (old[i] ?? 0)) === old[i])).toBe(true);
    expect(torn).not.toEqual(old);
    expect(torn.every((byte) => byte === 0xff)).toBe(false);
  });

  it('wears the page even when it cuts the erase', () => {
    const flash = new Flash(SMALL);
    flash.armCut({ afterBytes: 0, torn: nothing });
    expect(() => flash.erase(0)).toThrow(PowerLoss);
    expect(flash.wear(0)).toBe(1);
  });

  it('fires once and is counted', () => {
    const flash = new Flash(SMALL);
    flash.armCut({ afterBytes: 0, torn: nothing });
    expect(() => flash.write(0, Uint8Array.of(0))).toThrow(PowerLoss);
    expect(flash.write(0, Uint8Array.of(0))).toBe(true);
    expect(flash.cuts).toBe(1);
  });

  it('does not come once it is disarmed', () => {
    const flash = new Flash(SMALL);
    flash.armCut({ afterBytes: 0, torn: nothing });
    flash.disarmCut();
    expect(flash.write(0, Uint8Array.of(0))).toBe(true);
    expect(flash.cuts).toBe(0);
  });
});
