import { Memory } from '../../../../../firmware-sim/firmware/memory.ts';
import { patch } from './plant.ts';

type Log = Memory['log'];

/** Another event in the place of one; undefined: none. */
export function logging(
  change: (...event: Parameters<Log>) => Parameters<Log> | undefined,
): () => () => void {
  return () =>
    patch(
      Memory.prototype,
      'log',
      (original) =>
        function (this: Memory, ...event) {
          const other = change(...event);
          return other === undefined ? 'ok' : original.apply(this, other);
        },
    );
}

/** No event of that kind. */
export const without = (which: Parameters<Log>[0]): (() => () => void) =>
  logging((...event) => (event[0] === which ? undefined : event));
