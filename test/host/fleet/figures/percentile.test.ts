import { countOf, percentile } from '@fobkit/fleet';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spreadOf } from '../support/made-result.ts';

const values = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 200 });
const share = fc.integer({ min: 0, max: 1000 }).map((permille) => permille / 1000);

it('a percentile is what stands at its rank when the values are sorted', () => {
  fc.assert(
    fc.property(values, share, (all, of) => {
      const sorted = all.toSorted((a, b) => a - b);
      const rank = Math.max(1, Math.ceil(all.length * of));
      expect(percentile(spreadOf(0, all), of)).toBe(sorted[rank - 1]);
    }),
    { numRuns: 200 },
  );
});

it('a spread counts every value once', () => {
  fc.assert(fc.property(values, (all) => countOf(spreadOf(0, all)) === all.length));
});

it('nobody has no percentile', () => {
  expect(percentile({ day: 0, least: 0, bins: new Uint32Array(5) }, 0.5)).toBeUndefined();
});
