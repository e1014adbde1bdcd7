import { copyBytes } from '@fobkit/protocol';
import type { LinkKind } from '../../firmware/env.ts';
import type { Piece } from '../../fob/wire.ts';
import type { Rng } from '../../hardware/rng.ts';
import { durationTicks } from '../duration.ts';
import type { FaultKind } from '../kind.ts';
import { trafficFault, type TrafficRow } from './traffic-fault.ts';

/** What becomes of a frame, of a stream its 0x00 included; undefined when it cannot be hit. */
type Put = (frame: Uint8Array, rng: Rng, kind: LinkKind) => readonly Piece[] | undefined;

const frameFault = (row: TrafficRow<Put>): FaultKind =>
  trafficFault(
    {
      layer: 'frame',
      event: 'frame',
      effect: (way, did, put) => ({ on: 'frame', way, did, put }),
    },
    row,
  );

export const frameFaults: readonly FaultKind[] = [
  frameFault({
    verb: 'drop',
    did: 'dropped',
    summary: 'Whole frames do not arrive.',
    example: 'to-host --on-nth 1',
    put: () => () => [],
  }),
  frameFault({
    verb: 'corrupt',
    did: 'corrupted',
    summary: 'One bit of a frame flips; its end mark stays.',
    example: 'to-fob --on-nth 3 --seed 7',
    put: () => (frame, rng, kind) => [{ bytes: flipOneBit(frame, rng, endMark(kind)), delay: 0 }],
  }),
  frameFault({
    verb: 'duplicate',
    did: 'duplicated',
    summary: 'Frames arrive twice.',
    example: 'to-fob --on-nth 2',
    put: () => (frame) => [
      { bytes: frame, delay: 0 },
      { bytes: copyBytes(frame), delay: 0 },
    ],
  }),
  frameFault({
    verb: 'delay',
    did: 'delayed',
    args: '<ms>',
    summary: 'Frames arrive later, and those behind them not before them.',
    example: '1500 to-host --on-nth 1',
    put: (words) => {
      const delay = durationTicks(words.number({ from: 0.1, to: 86_400_000 }) / 1000);
      return (frame) => [{ bytes: frame, delay }];
    },
  }),
  frameFault({
    verb: 'truncate',
    did: 'cut short',
    args: '<n>',
    summary: 'Of a longer frame only the first n bytes and its end mark arrive.',
    example: '8 to-host',
    put: (words) => {
      const count = words.integer({ from: 0, to: 65_535 });
      return (frame, _rng, kind) => {
        const mark = endMark(kind);
        if (frame.length - mark <= count) return undefined;
        const bytes = new Uint8Array(count + mark);
        bytes.set(frame.subarray(0, count));
        return [{ bytes, delay: 0 }];
      };
    },
  }),
];

/** Bytes of the mark that ends a frame: reports have none. */
function endMark(kind: LinkKind): number {
  return kind === 'stream' ? 1 : 0;
}

/** Never to 0x00, which would end the frame there. */
function flipOneBit(frame: Uint8Array, rng: Rng, mark: number): Uint8Array {
  const bytes = copyBytes(frame);
  const at = rng.below(bytes.length - mark);
  const bit = rng.below(8);
  const old = bytes[at] ?? 0;
  const flipped = old ^ (1 << bit);
  bytes[at] = flipped === 0 ? old ^ (1 << ((bit + 1) % 8)) : flipped;
  return bytes;
}
