import type { Burst } from '../burst.ts';
import { durationTicks } from '../duration.ts';
import type { FaultKind } from '../kind.ts';
import type { Rng } from '../../hardware/rng.ts';
import { trafficFault, type TrafficRow } from './traffic-fault.ts';

type Put = (byte: number, out: Burst, rng: Rng) => void;

const byteFault = (row: TrafficRow<Put>): FaultKind =>
  trafficFault(
    {
      layer: 'wire',
      event: 'byte',
      effect: (way, did, put) => ({ on: 'byte', way, did, put }),
    },
    row,
  );

export const wireFaults: readonly FaultKind[] = [
  byteFault({
    verb: 'drop',
    did: 'dropped',
    summary: 'Bytes do not arrive.',
    example: 'to-fob --on-nth byte:17',
    put: () => () => undefined,
  }),
  byteFault({
    verb: 'corrupt',
    did: 'corrupted',
    summary: 'Bytes arrive as others; which ones the seed draws.',
    example: 'to-host --chance 0.01 --seed 7',
    put: () => (byte, out, rng) => {
      out.put(byte ^ (1 + rng.below(255)));
    },
  }),
  byteFault({
    verb: 'duplicate',
    did: 'duplicated',
    summary: 'Bytes arrive twice.',
    example: '--on-nth byte.to-fob:4',
    put: () => (byte, out) => {
      out.put(byte);
      out.put(byte);
    },
  }),
  byteFault({
    verb: 'delay',
    did: 'delayed',
    args: '<ms>',
    summary: 'Bytes arrive later, and those behind them not before them.',
    example: '50 to-host',
    put: (words) => {
      const ticks = durationTicks(words.number({ from: 0.1, to: 86_400_000 }) / 1000);
      return (byte, out) => {
        out.put(byte, ticks);
      };
    },
  }),
  byteFault({
    verb: 'truncate',
    did: 'cut short',
    args: '<n>',
    summary: 'Of what is written at once only the first n bytes arrive, counted from the byte hit.',
    example: '10 to-host',
    put: (words) => {
      const count = words.integer({ from: 0, to: 65_535 });
      return (byte, out) => {
        out.limit(count);
        out.put(byte);
      };
    },
  }),
];
