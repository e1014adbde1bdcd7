import type { Burst } from '../burst.ts';
import { durationTicks } from '../duration.ts';
import { defineFault, type FaultKind } from '../kind.ts';
import type { Rng } from '../../hardware/rng.ts';
import { Words } from '../words.ts';

type Put = (byte: number, out: Burst, rng: Rng) => void;

interface ByteFault {
  readonly verb: string;
  readonly did: string;
  readonly summary: string;
  readonly example: string;
  /** Words before the direction, as help prints them. */
  readonly args?: string;
  readonly put: (words: Words) => Put;
}

function byteFault({ verb, did, summary, example, args, put }: ByteFault): FaultKind {
  const kind = `wire.${verb}`;
  const usage = [...(args === undefined ? [] : [args]), '[to-fob|to-host|both]'].join(' ');
  return defineFault({
    kind,
    layer: 'wire',
    args: usage,
    summary,
    example: `${kind} ${example}`,
    event: 'byte',
    compile(given) {
      const words = new Words(kind, usage, given);
      const act = put(words);
      const way = words.way();
      words.end();
      return { on: 'byte', way, did, put: act };
    },
  });
}

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
