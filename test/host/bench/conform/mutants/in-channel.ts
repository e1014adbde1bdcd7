import { Channel } from '../../../../../firmware-sim/firmware/channel.ts';
import { patch } from './plant.ts';

type Exchange = Channel['exchange'];
type Open = Channel['open'];

export function exchanging(
  change: (self: Channel, original: Exchange, args: Parameters<Exchange>) => ReturnType<Exchange>,
): () => () => void {
  return () =>
    patch(
      Channel.prototype,
      'exchange',
      (original) =>
        function (this: Channel, ...args) {
          return change(this, original.bind(this), args);
        },
    );
}

export function opening(
  change: (self: Channel, original: Open, args: Parameters<Open>) => ReturnType<Open>,
): () => () => void {
  return () =>
    patch(
      Channel.prototype,
      'open',
      (original) =>
        function (this: Channel, ...args) {
          return change(this, original.bind(this), args);
        },
    );
}
