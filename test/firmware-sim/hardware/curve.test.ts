import { describe, expect, it } from 'vitest';
import { interpolate } from '../../../firmware-sim/hardware/curve.ts';

describe('curve', () => {
  const curve = [
    [0, 100],
    [10, 200],
    [30, 0],
  ] as const;

  it('is straight between points and hits them', () => {
    expect([0, 5, 10, 20, 30].map((x) => interpolate(curve, x))).toEqual([100, 150, 200, 100, 0]);
  });

  it('is flat beyond both ends', () => {
    expect(interpolate(curve, -99)).toBe(100);
    expect(interpolate(curve, 99)).toBe(0);
  });
});
