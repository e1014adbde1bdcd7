import type { Fob } from '../../../../firmware-sim/fob/fob.ts';
import type { CloseReason, Connection, Link } from '../../../../host/client/link.ts';

/** A wire to an emulated fob in this process, without a plug between. */
export function firmwareLink(fob: Fob): Link {
  return {
    url: 'sim:firmware',
    open(): Promise<Connection> {
      const wire = fob.plugIn();
      const { promise: closed, resolve } = Promise.withResolvers<CloseReason>();
      let byHost = false;
      wire.onUnplugged(() => {
        resolve(byHost ? { kind: 'closed' } : { kind: 'lost' });
      });
      return Promise.resolve({
        write: (bytes) => {
          wire.write(bytes);
          return Promise.resolve();
        },
        onBytes: (listener) => wire.onBytes(listener),
        closed,
        close: () => {
          byHost = true;
          wire.unplug();
          return Promise.resolve();
        },
      });
    },
  };
}
