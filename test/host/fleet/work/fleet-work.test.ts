import { type FleetTally, TALLY_COLUMNS } from '@fobkit/emulator/fleet';
import { type FleetOrder, fleetWork, MOST_FOBS, shareOf, sharesOf } from '@fobkit/fleet';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

const ORDER: FleetOrder = {
  file: { name: 'a.yaml', text: 'fobs: 5000' },
  change: {},
  fobs: 5000,
  policies: ['rfc4226', 'rsa'],
};

function tallyOf(firstFob: number, fobs: number): FleetTally {
  const columns = Object.fromEntries(
    TALLY_COLUMNS.map((name, i) => [name, Float64Array.of(i, 2 ** 40 + i)]),
  ) as Record<(typeof TALLY_COLUMNS)[number], Float64Array>;
  const days = (): Int32Array => Int32Array.from({ length: fobs }, (_, i) => i - 1);
  const counts = (): Uint32Array => Uint32Array.from({ length: fobs }, (_, i) => i);
  return {
    days: 2,
    columns,
    clockSeconds: [{ day: 1, least: -2, bins: Uint32Array.of(1, 2, 3) }],
    chargePercent: [{ day: 1, least: 0, bins: Uint32Array.of(9) }],
    fobs: {
      firstFob,
      firstUse: days(),
      lowBattery: days(),
      death: days(),
      retired: days(),
      presses: counts(),
      codes: counts(),
    },
  };
}

describe('the shares of a run', () => {
  it('have each fob once under each policy', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 4 }),
        (fobs, n) => {
          const order = { ...ORDER, fobs, policies: Array.from({ length: n }, () => 'rsa') };
          const seen = new Map<number, number>();
          for (let share = 0; share < sharesOf(order); share++) {
            const { policy, first, count } = shareOf(order, share);
            expect(first).toBe(seen.get(policy) ?? 0);
            expect(count).toBeGreaterThan(0);
            seen.set(policy, first + count);
          }
          expect([...seen.values()]).toEqual(order.policies.map(() => fobs));
        },
      ),
      { numRuns: 50 },
    );
  });
});

it('a run may be of as many fobs as a file may say', () => {
  const order = { ...ORDER, fobs: MOST_FOBS, change: { fobs: MOST_FOBS } };
  expect(v.is(fleetWork.order, order)).toBe(true);
});

describe('a share by way of a database', () => {
  it('comes back as it was', () => {
    const result = { share: 1, tally: tallyOf(4096, 904) };
    expect(fleetWork.read(fleetWork.write(result), ORDER, 1)).toEqual(result);
  });

  it.each([
    ['no JSON', '{'],
    ['another form', '{"days":2}'],
    ['fewer fobs than the share has', fleetWork.write({ share: 1, tally: tallyOf(4096, 903) })],
    ['other fobs', fleetWork.write({ share: 1, tally: tallyOf(0, 904) })],
    [
      'a column of another length',
      fleetWork.write({ share: 1, tally: { ...tallyOf(4096, 904), days: 3 } }),
    ],
    [
      'arrays that are none',
      fleetWork
        .write({ share: 1, tally: tallyOf(4096, 904) })
        .replace(/"base64":"[^"]*"/, '"base64":"AAAA"'),
    ],
  ])('is refused when it is %s', (_what, text) => {
    expect(() => fleetWork.read(text, ORDER, 1)).toThrow();
  });
});
