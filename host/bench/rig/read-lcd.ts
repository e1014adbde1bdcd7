import { RigError } from '@fobkit/client';
import type { RigLcd } from '@fobkit/protocol';
import type { PortParts } from './port-parts.ts';

/** In place of each digit that may be of a code. */
const MASK = '*';

/**
 * What the LCD shows. Over the wire for a fob that is not in use, which is what its firmware asked
 * the LCD to show; else a person reads it, and what may be a code of a fob in use is masked.
 */
export async function readLcd(parts: PortParts, signal?: AbortSignal): Promise<RigLcd> {
  const { tools, person } = parts;
  const { deviceId, name } = tools.port;
  const info = await tools.probe.info();
  const inUse = info?.loaded?.purpose === 'production';
  if (info !== undefined && !inUse) {
    const display = await tools.probe.display();
    if (display !== undefined) {
      const { on, text, caption } = display;
      const rows = [text, ...(caption === undefined ? [] : [caption])];
      return { deviceId, on, rows: on ? rows : [], masked: false };
    }
  }
  if (person !== undefined) {
    const rows = await person.readLcd(signal);
    const masked = inUse || (info === undefined && tools.port.link !== undefined);
    const shown = masked ? rows.map((row) => row.replace(/\p{Nd}/gu, MASK)) : rows;
    return { deviceId, on: rows.length > 0, rows: shown, masked };
  }
  // Whatever the fob is, without power it shows nothing.
  if (await parts.power.isAway()) return { deviceId, on: false, rows: [], masked: false };
  if (inUse) {
    const why = 'the LCD of a fob in use is not read over the wire, and nobody stands there';
    throw new RigError('lacking', why);
  }
  throw new RigError('contact', `the fob of port ${name} does not answer: its LCD cannot be read`);
}
