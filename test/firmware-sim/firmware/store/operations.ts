import type { Change } from '../../../../firmware-sim/firmware/store/stored.ts';
import type { Prng } from '../../../support/prng.ts';
import type { Operation } from './model.ts';

/** A random call, of the kinds and in about the proportions of a fob's life. */
export function randomOperation(random: Prng, pageSize: number): Operation {
  const call: Operation['call'] = random.pick([
    'put',
    'put',
    'put',
    'append',
    'append',
    'remove',
    'transaction',
    'purge',
  ]);
  switch (call) {
    case 'put':
      return { call, changes: [value(random, pageSize)] };
    case 'append':
      return { call, changes: [entry(random)] };
    case 'remove':
      return { call, changes: [removal(random)] };
    case 'transaction':
    case 'purge':
      return {
        call,
        changes: Array.from({ length: random.below(4) }, () => change(random, pageSize)),
      };
  }
}

function change(random: Prng, pageSize: number): Change {
  const kind = random.below(4);
  if (kind === 0) return removal(random);
  return kind === 1 ? entry(random) : value(random, pageSize);
}

/** Keys 0 to 5 are mostly values, 6 and 7 mostly logs; now and then they change sides. */
function value(random: Prng, pageSize: number): Change {
  const key = random.chance(20) ? random.below(8) : random.below(6);
  const usual = random.pick([0, 4, 8, 8, 8, 20, random.below(pageSize >> 3)]);
  const length = random.chance(30) ? Math.min(520, random.below(pageSize)) : usual;
  return { key, value: random.bytes(length) };
}

function entry(random: Prng): Change {
  const key = random.chance(20) ? random.below(8) : 6 + random.below(2);
  return { key, entry: random.bytes(1 + random.below(8)) };
}

function removal(random: Prng): Change {
  return { key: random.below(8), value: undefined };
}
