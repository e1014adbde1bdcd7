import type { Distribution } from './distribution.ts';
import { boundsOf } from './draw-distribution.ts';
import { type Bounds, outside, type SpecFault, sumFault } from './spec-fault.ts';

/** What of a distribution cannot be, or gives numbers outside the bounds. */
export function distributionFaults(
  path: string,
  of: Distribution,
  bounds: Bounds,
): readonly SpecFault[] {
  switch (of.kind) {
    case 'constant':
      return outside(`${path}.value`, of.value, bounds);
    case 'uniform':
    case 'triangular':
      return [
        ...outside(`${path}.from`, of.from, bounds),
        ...outside(`${path}.to`, of.to, bounds),
        ...orderFaults(path, of.from, of.to),
      ];
    case 'normal':
      return normalFaults(path, of, bounds);
    case 'table': {
      if (of.rows.length === 0) return [{ path: `${path}.rows`, message: 'one row at least' }];
      const each = of.rows.flatMap(({ share, value }, row) => [
        ...outside(`${path}.rows.${row}.value`, value, bounds),
        ...outside(`${path}.rows.${row}.share`, share, { from: 0, to: 1 }),
      ]);
      return [
        ...each,
        ...sumFault(
          `${path}.rows`,
          of.rows.map(({ share }) => share),
          'all',
        ),
      ];
    }
  }
}

function normalFaults(
  path: string,
  of: Distribution & { readonly kind: 'normal' },
  bounds: Bounds,
): readonly SpecFault[] {
  const { deviation, from, mean, to } = of;
  const ends = [
    ...outside(`${path}.mean`, mean, { from: -1e12, to: 1e12 }),
    ...outside(`${path}.deviation`, deviation, { from: 0, to: 1e12 }),
    ...orderFaults(path, from ?? -Infinity, to ?? Infinity),
  ];
  if (ends.length > 0) return ends;
  // Else nearly all would be drawn anew, over and over.
  if ((from ?? -Infinity) > mean + deviation || (to ?? Infinity) < mean - deviation) {
    return [{ path, message: 'from and to within a deviation of the mean' }];
  }
  const { least, most } = boundsOf(of);
  if (least >= bounds.from && most <= bounds.to) return [];
  const remedy = `say from and to: six deviations come to ${least} to ${most}`;
  return [{ path, message: `numbers from ${bounds.from} to ${bounds.to}; ${remedy}` }];
}

function orderFaults(path: string, from: number, to: number): readonly SpecFault[] {
  return from <= to ? [] : [{ path, message: `from ${from} is above to ${to}` }];
}
