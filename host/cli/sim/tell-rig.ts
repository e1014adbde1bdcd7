import { TICKS_PER_SECOND } from '@fobkit/protocol';
import type { RigFob } from '@fobkit/protocol';
import type { Cli, JsonOption } from '../program/cli.ts';
import { facts } from '../terminal/facts.ts';
import { formatDrift, formatUtc } from '../terminal/moment.ts';

/** The fob as its rig sees it, which is more than it tells a host. */
export function tellRig(cli: Cli, options: JsonOption, fob: RigFob): void {
  if (options.json === true) cli.out.json(rigToJson(fob));
  else cli.out.print(describe(fob));
}

/** Seconds instead of ticks. */
export function rigToJson(fob: RigFob): Record<string, unknown> {
  const { worldTicks, driftTicks, ...rest } = fob;
  return {
    ...rest,
    worldTime: worldTicks / TICKS_PER_SECOND,
    driftSeconds: driftTicks === undefined ? null : driftTicks / TICKS_PER_SECOND,
  };
}

function describe(fob: RigFob): string {
  const { cell, driftTicks, lacks = [] } = fob;
  // Without a cell no clock runs on: a host has to tell it the time.
  const noCell = lacks.includes('cell');
  const lost = noCell ? undefined : 'clock lost';
  const label = fob.serialLabel === undefined ? '' : ` ${fob.serialLabel}`;
  const volts = `${(cell.millivolts / 1000).toFixed(2)} V`;
  const charge = cell.percent.toFixed(1).replace(/\.0$/, '');
  return facts([
    ['fob', `${fob.deviceId}${label}, ${fob.profile}`],
    ['state', fob.running ? (fob.lifecycle ?? 'running') : 'without power'],
    ['world time', formatUtc(fob.worldTicks / TICKS_PER_SECOND)],
    ['drift', driftTicks === undefined ? lost : formatDrift(driftTicks / TICKS_PER_SECOND)],
    ['crystal', `${fob.driftPpm >= 0 ? '+' : ''}${String(fob.driftPpm)} ppm beside its own error`],
    ['cell', noCell ? undefined : cell.present ? `${charge} %, ${volts}` : 'taken out'],
    ['supply', supplyOf(fob)],
    ['temperature', `${String(fob.celsius)} °C`],
    ['button', fob.buttonHeld ? 'held' : undefined],
    ['links', fob.plugged ? [...fob.links, ...(fob.usb ?? [])].join(' ') : 'unplugged'],
  ]);
}

function supplyOf({ supplyMillivolts }: RigFob): string | undefined {
  if (supplyMillivolts === undefined) return undefined;
  return `${(supplyMillivolts / 1000).toFixed(3)} V in place of the cell`;
}
