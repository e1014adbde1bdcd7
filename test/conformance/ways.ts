import { serialLink, tcpLink } from '@fobkit/client/node';
import { inProcessLink } from '@fobkit/emulator';
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
  return { plug, link: () => inProcessLink(plug) };
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
