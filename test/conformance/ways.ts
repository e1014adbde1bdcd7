import type { CloseReason, Connection, Link } from '@fobkit/client';
import { serialLink, tcpLink } from '@fobkit/client/node';
import {
  FobBinding,
  InProcessPlug,
  openPtyPlug,
  openTcpPlug,
  type Pluggable,
} from '@fobkit/firmware-sim/plug';
import { emulated, type Way } from './emulated.ts';
import type { Reach } from './reach.ts';

const PORT = '/dev/ttyFOB0';

/** Every way to an emulated fob, by name. */
export const ways: Readonly<Record<string, Reach>> = {
  'in process': emulated(inProcess),
  'a serialport binding': emulated(binding),
  'a pseudo-terminal': emulated(pseudoTerminal),
  TCP: emulated(tcp),
};

function inProcess(fob: Pluggable): Way {
  const plug = new InProcessPlug(fob, 'sim:conformance');
  return { plug, link: () => plugLink(plug) };
}

function binding(fob: Pluggable): Way {
  const ports = new FobBinding();
  const plug = ports.attach(PORT, fob);
  return { plug, link: () => serialLink({ path: PORT, binding: ports }) };
}

async function pseudoTerminal(fob: Pluggable): Promise<Way> {
  const plug = await openPtyPlug(fob);
  return { plug, link: () => serialLink({ path: plug.url.slice('serial:'.length) }) };
}

async function tcp(fob: Pluggable): Promise<Way> {
  const plug = await openTcpPlug(fob);
  const port = Number(plug.url.slice(plug.url.lastIndexOf(':') + 1));
  return { plug, link: () => tcpLink({ host: '127.0.0.1', port }) };
}

function plugLink(plug: InProcessPlug): Link {
  return {
    url: plug.url,
    open(): Promise<Connection> {
      const listeners = new Set<(bytes: Uint8Array) => void>();
      const { promise: closed, resolve } = Promise.withResolvers<CloseReason>();
      const session = plug.open({
        bytes: (bytes) => {
          for (const listener of [...listeners]) listener(bytes);
        },
        unplugged: () => {
          resolve({ kind: 'lost' });
        },
      });
      if (typeof session === 'string') return Promise.reject(new Error(session));
      return Promise.resolve({
        write: (bytes) => {
          session.write(bytes);
          return Promise.resolve();
        },
        onBytes: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        closed,
        close: () => {
          session.close();
          resolve({ kind: 'closed' });
          return Promise.resolve();
        },
      });
    },
  };
}
