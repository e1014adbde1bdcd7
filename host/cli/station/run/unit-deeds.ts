import type { LabelPrinter, Lot, Unit } from '@fobkit/station';
import type { Station } from '../open-station.ts';
import type { UnitDeed } from '../screen/screen-state.ts';
import { operatorOf } from '../session.ts';

export interface Deed {
  readonly deed: UnitDeed;
  readonly serialLabel: string;
  readonly reason: string;
  /** For reprints. */
  readonly printer: LabelPrinter | undefined;
}

/** Scraps, reworks or prints the label again, in the name of whoever is signed in. */
export async function doDeed(
  station: Pick<Station, 'registry'>,
  { deed, serialLabel, reason, printer }: Deed,
): Promise<Unit> {
  const { registry } = station;
  const operator = await operatorOf(station, deed);
  const name = { serialLabel };
  const unit = await registry.units[deed](name, { operator, reason });
  if (deed === 'reprint' && printer !== undefined) {
    await printer.print(labelOf(unit, await registry.lots.find(unit.lot)));
  }
  return unit;
}

/** What stands on the label of a unit. */
export function labelOf(unit: Unit, { name, expiry }: Lot): Parameters<LabelPrinter['print']>[0] {
  return {
    serialLabel: unit.serialLabel,
    ...(unit.deviceId === undefined ? {} : { deviceId: unit.deviceId }),
    lot: name,
    ...(expiry === undefined ? {} : { expiry }),
  };
}
