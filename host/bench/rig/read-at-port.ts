import { type Reading, type ReadingOf, readingOfStatus, RigError } from '@fobkit/client';
import type { FobStatus } from '@fobkit/protocol';
import type { PortParts } from './port-parts.ts';

/**
 * Measures at a port: by an instrument where there is one for it, else by what the fob tells.
 * Rejects with RigError `lacking` where neither can, `contact` when the fob does not answer.
 */
export async function readAtPort(parts: PortParts, what: ReadingOf): Promise<Reading> {
  const { power, heat, plug, tools } = parts;
  const { supply, cell } = tools.port;
  // With a cell of its own the rail is the supply's only while the relay is open.
  if (supply !== undefined && (what === 'rail' || what === 'current') && cell?.holds !== 'cell') {
    return what === 'rail' ? power.rail(supply) : power.current(supply);
  }
  if (what === 'current' && supply !== undefined) return power.current(supply);
  if (what === 'temperature' && heat !== undefined) return heat.read();
  if (what === 'port-power') {
    if (plug !== undefined) return plug.read();
    throw new RigError('lacking', `port ${tools.port.name} has no hub port to be read`);
  }
  if (what === 'current') throw new RigError('lacking', `port ${tools.port.name} has no supply`);
  return readingOfStatus(what, await asked(parts, what), tools.clock.unixMs());
}

async function asked({ tools }: PortParts, what: ReadingOf): Promise<FobStatus> {
  const { port, probe } = tools;
  if (port.link === undefined) {
    throw new RigError('lacking', `port ${port.name} has neither instrument nor wire for ${what}`);
  }
  const status = await probe.status();
  if (status !== undefined) return status;
  throw new RigError('contact', `the fob of port ${port.name} does not answer: no ${what}`);
}
