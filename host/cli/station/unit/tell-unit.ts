import type { Unit } from '@fobkit/station';
import { wideFacts } from '../wide-facts.ts';
import { isoTime, localTime } from '../../store/tell.ts';
import type { StationWords } from '../words/words.ts';

/** A unit for a program; without any secret, as the registry tells it. */
export function unitToJson(unit: Unit, lot: string): Record<string, unknown> {
  const { number, serialLabel, state, deviceId, reason, step, keyGeneration } = unit;
  return {
    serial: serialLabel,
    lot,
    number,
    state,
    deviceId: deviceId ?? null,
    reason: reason ?? null,
    step: step ?? null,
    keyGeneration: keyGeneration ?? null,
    labelsPrinted: unit.labelsPrinted,
    ended: isoTime(unit.endedUnixMs),
    trimPpb: unit.trimPpb ?? null,
  };
}

/** A unit for a person. */
export function unitText(unit: Unit, lot: string, { commands, told }: StationWords): string {
  const { names, states } = commands;
  const { keyGeneration, endedUnixMs, trimPpb } = unit;
  return wideFacts([
    [names.serial, unit.serialLabel],
    [names.lot, `${lot}, ${names.number} ${String(unit.number)}`],
    [names.state, states[unit.state]],
    [names.device, unit.deviceId],
    [names.reason, unit.reason === undefined ? undefined : told(unit.reason)],
    [names.step, unit.step === undefined ? undefined : commands.intents[unit.step]],
    [names.keyGeneration, keyGeneration === undefined ? undefined : String(keyGeneration)],
    [names.labelsPrinted, String(unit.labelsPrinted)],
    [names.ended, endedUnixMs === undefined ? undefined : localTime(endedUnixMs)],
    [names.trim, trimPpb === undefined ? undefined : `${String(trimPpb / 1000)} ppm`],
  ]);
}
