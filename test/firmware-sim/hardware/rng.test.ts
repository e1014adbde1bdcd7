import { describe, expect, it } from 'vitest';
import { Rng } from '../../../firmware-sim/hardware/rng.ts';

describe('rng', () => {
  it('is xoshiro128** 1.1: first outputs from the state 1, 2, 3, 4', () => {
    const rng = new Rng(0);
    rng.load({ a: 1, b: 2, c: 3, d: 4 });
    expect([rng.uint32(), rng.uint32(), rng.uint32(), rng.uint32()]).toEqual([
      11520, 0, 5927040, 70819200,
    ]);
  });

  it('gives the same bytes for the same seed and others for another', () => {
    expect(new Rng(7).bytes(37)).toEqual(new Rng(7).bytes(37));
    expect(new Rng(7).bytes(37)).not.toEqual(new Rng(8).bytes(37));
    expect(new Rng(7).bytes(37)).toHaveLength(37);
  });

  it('draws every number below a limit and none above', () => {
    const rng = new Rng(3);
    const seen = new Set(Array.from({ length: 400 }, () => rng.below(6)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('goes on from a save as if nothing had been', () => {
    const first = new Rng(11);
    first.bytes(13);
    const second = new Rng(0);
    second.load(first.save());
    expect(second.bytes(40)).toEqual(first.bytes(40));
  });

  it('forks a generator that does not repeat its parent', () => {
    const rng = new Rng(5);
    expect(rng.fork().bytes(16)).not.toEqual(rng.bytes(16));
  });
});
