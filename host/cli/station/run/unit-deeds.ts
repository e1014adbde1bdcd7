import type { LabelPrinter, Lot, Unit } from '@fobkit/station';
import { usage } from '../../program/cli-error.ts';
import type { Station } from '../open-station.ts';
import type { UnitDeed } from '../screen/screen-state.ts';
import { operatorOf } from '../session.ts';

export interface Deed {
  readonly deed: UnitDeed;
  readonly serialLabel: string;
  readonly reason: string;
  /** For reprints, which want one. */
  readonly printer: LabelPrinter | undefined;
}

/** Scraps, reworks or prints the label again, in the name of whoever is signed in. */
export async function doDeed(station: Pick<Station, 'registry'>, wanted: Deed): Promise<Unit> {
  const { registry } = station;
  const { deed, serialLabel, reason } = wanted;
  const operator = await operatorOf(station, deed);
  const name = { serialLabel };
  if (deed === 'reprint') await printAgain(station, wanted);
  return await registry.units[deed](name, { operator, reason });
}

/** Before it is on record: a label that did not come out does not count. */
async function printAgain(
  { registry }: Pick<Station, 'registry'>,
  { serialLabel, printer }: Deed,
): Promise<void> {
  if (printer === undefined) {
    throw usage(
      'there is no label printer: name one with --printer, or put the label on paper with fob station label --pdf',
    );
  }
  const unit = await registry.units.find({ serialLabel });
  // The registry refuses what has no fob.
  if (unit?.deviceId === undefined) return;
  await printer.print(labelOf(unit, await registry.lots.find(unit.lot)));
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
