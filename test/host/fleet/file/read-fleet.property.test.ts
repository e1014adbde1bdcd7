import { FleetFileError, readFleetFile } from '@fobkit/fleet';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { fileEnv } from '../support/file-env.ts';

const quantity = (unit: string, most: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: most }).map((number) => `${number} ${unit}`);

function spread(unit: string, most: number): fc.Arbitrary<unknown> {
  const one = quantity(unit, most);
  const pair = fc
    .tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: most }))
    .map(([a, b]) => [`${Math.min(a, b)} ${unit}`, `${Math.max(a, b)} ${unit}`]);
  return fc.oneof(
    one,
    fc.record({ uniform: pair }),
    fc.record({ triangular: pair }),
    fc.record({
      normal: fc.record({
        mean: one,
        sd: one,
        from: fc.constant(`0 ${unit}`),
        to: fc.constant(`${most} ${unit}`),
      }),
    }),
    fc.constant({ table: { [`1 ${unit}`]: '40 %', [`2 ${unit}`]: '60 %' } }),
  );
}

const file = fc.record(
  {
    fleet: fc.constant('drawn'),
    fobs: fc.integer({ min: 1, max: 1000 }),
    time: quantity('d', 3000).filter((text) => text !== '0 d'),
    profile: fc.constantFrom('shinkin-hardware', 'generic', 'sid700'),
    policy: fc.constantFrom('ask-1020', 'rfc4226', 'rsa', 'onespan'),
    seed: fc.nat(),
    crystal: fc.record({ error: spread('ppm', 100), ageing: spread('ppm/year', 9) }),
    shelf: fc.record({ time: spread('d', 300), temperature: quantity('°C', 40) }),
    cell: fc.record({ charge: spread('%', 100) }),
    owners: fc.record({ presses: spread('/day', 20), typing: spread('s', 100) }),
    defects: fc.array(fc.record({ leak: spread('nA', 100), share: fc.constant('1 %') }), {
      maxLength: 5,
    }),
  },
  { requiredKeys: ['fleet', 'fobs', 'time', 'profile', 'policy'] },
);

it('whatever fits together is read, and its fleet is as large as it says', () => {
  fc.assert(
    fc.property(file, (data) => {
      const plan = readFleetFile(stringify(data), 'a.yaml', fileEnv);
      expect(plan.spec.fobs).toBe(data.fobs);
      expect(plan.spec.profile.name).toBe(data.profile);
    }),
    { numRuns: 60 },
  );
});

it('whatever is cut, doubled or changed is read or refused with places, and nothing else', () => {
  const change = fc.record({
    at: fc.nat(),
    cut: fc.nat({ max: 12 }),
    put: fc.string({ maxLength: 6 }),
  });
  fc.assert(
    fc.property(file, change, (data, { at, cut, put }) => {
      const text = stringify(data);
      const from = at % text.length;
      const mutated = text.slice(0, from) + put + text.slice(from + cut);
      try {
        readFleetFile(mutated, 'a.yaml', fileEnv);
      } catch (error) {
        expect(error).toBeInstanceOf(FleetFileError);
        expect(String(error)).toMatch(/^FleetFileError: a\.yaml:\d+:\d+: ./);
      }
    }),
    { numRuns: 120 },
  );
});
