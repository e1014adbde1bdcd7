import { type FobInfo, toHex } from '@fobkit/protocol';
import type { Lot } from '../lot/lot.ts';
import { lackOf } from './can-do.ts';
import { ailmentOf, type UnitLimits } from './fob-health.ts';
import type { FobReading } from './fob-reading.ts';
import type { Trouble, Unit } from './unit.ts';

/** Everything that the station knows when it decides what to do with a fob. */
export interface Circumstances {
  readonly reading: FobReading;
  readonly lot: Lot;
  readonly limits: UnitLimits;
  /** The unit that the registry knows this chip by. */
  readonly unit?: Unit;
  /** The unit that the registry knows the label by that the fob tells. */
  readonly labelled?: Unit;
  /** Whether the station has the key of the fob's batch. */
  readonly batchKnown: boolean;
  /** What another fob that is plugged in now has in common with this one. */
  readonly twin?: 'device-id' | 'serial-label';
}

/** What becomes of a unit that the fob is bound to and that cannot be finished with it. */
export type UnitFate = 'none' | 'roll-back' | 'quarantine';

export type Verdict =
  /** A blank fob that gets a unit. */
  | { readonly kind: 'new' }
  /** A fob that was begun in this lot. `wipe`: its clock is lost, so that it is loaded anew. */
  | { readonly kind: 'resume'; readonly wipe: boolean }
  /** A done fob that comes back from its soak. */
  | { readonly kind: 'trim' }
  | {
      readonly kind: 'trouble';
      readonly trouble: Trouble;
      /** What exactly was found, for the record. */
      readonly why: string;
      readonly fate: UnitFate;
    };

/** What to do with a fob. */
export function classify(it: Circumstances): Verdict {
  const { reading, lot, unit, twin } = it;
  const { info } = reading;
  if (twin === 'device-id') return trouble('duplicate-id', 'its device id is at two ports at once');
  if (twin === 'serial-label') {
    return trouble('duplicate-label', `its label ${labelOf(info)} is at two ports at once`);
  }
  if (info.model !== lot.model) {
    return trouble('wrong-model', `it is a ${info.model}, the lot wants ${lot.model}`);
  }
  // A chip whose unit was scrapped may be loaded anew once it is blank.
  const released = unit?.state === 'scrapped' && info.lifecycle === 'blank';
  if (unit === undefined || unit.state === 'unused' || released) return classifyUnknown(it);
  if (unit.state !== 'working') return classifyEnded(it, unit);
  if (unit.lot !== lot.id) {
    return trouble('elsewhere', `it was begun as ${unit.serialLabel} in the lot ${unit.lot}`);
  }
  return classifyBegun(it, unit);
}

/** A chip that no unit is bound to. */
function classifyUnknown(it: Circumstances): Verdict {
  const { reading, lot, labelled } = it;
  const { info } = reading;
  const told = info.loaded?.serialLabel;
  if (told !== undefined && labelled?.deviceId !== undefined) {
    return trouble(
      'mislabelled',
      `it tells the label ${told}, which is that of the chip ${labelled.deviceId}`,
    );
  }
  if (told !== undefined && labelled !== undefined) {
    return trouble('half-loaded', `it holds ${told}, which the registry never gave to it`);
  }
  if (told !== undefined) return trouble('already-loaded', `it holds ${told}`);
  const lack = lackOf(info, lot);
  if (lack !== undefined) return trouble('cannot-do', lack);
  const ailment = ailmentOf(reading, it.limits);
  if (ailment !== undefined) return trouble(ailment.trouble, ailment.why);
  if (info.keyGeneration !== 0) {
    const generation = String(info.keyGeneration);
    return trouble('wrong-key', `it is blank, but its factory key was replaced (${generation})`);
  }
  if (!it.batchKnown) return unknownBatch(info);
  if (lot.state === 'closed') return trouble('lot-closed', `the lot ${lot.id} is closed`);
  if (lot.state === 'paused') return trouble('lot-paused', `the lot ${lot.id} is paused`);
  return { kind: 'new' };
}

/** A chip whose unit is done, scrapped or quarantined. */
function classifyEnded(it: Circumstances, unit: Unit): Verdict {
  const { reading, lot } = it;
  const { info } = reading;
  const told = info.loaded?.serialLabel;
  if (told !== undefined && told !== unit.serialLabel) return mislabelled(told, unit, 'none');
  if (unit.state !== 'done') {
    const reason = unit.reason === undefined ? '' : `: ${unit.reason}`;
    return trouble('already-done', `it is ${unit.serialLabel}, ${unit.state}${reason}`);
  }
  if (told === undefined && info.lifecycle === 'blank') {
    return trouble('already-done', `it is ${unit.serialLabel}, done, but was wiped since`);
  }
  if (info.lifecycle === 'clock-lost') {
    return trouble('clock', `the clock of ${unit.serialLabel} is lost: rework it`);
  }
  if (lot.trim === undefined || unit.trimPpb !== undefined || unit.lot !== lot.id) {
    return trouble('already-done', `it is ${unit.serialLabel} of the lot ${unit.lot}`);
  }
  const ailment = ailmentOf(reading, it.limits);
  if (ailment !== undefined) return trouble(ailment.trouble, ailment.why);
  return { kind: 'trim' };
}

/** A chip whose unit is in work in this lot. */
function classifyBegun(it: Circumstances, unit: Unit): Verdict {
  const { reading } = it;
  const { info } = reading;
  const blank = info.lifecycle === 'blank';
  const untouched = blank || unit.step === undefined || unit.step === 'claimed';
  const fate = untouched ? 'roll-back' : 'quarantine';
  const told = info.loaded?.serialLabel;
  if (told !== undefined && told !== unit.serialLabel) return mislabelled(told, unit, fate);
  const ailment = ailmentOf(reading, it.limits);
  if (ailment !== undefined) return trouble(ailment.trouble, ailment.why, fate);
  // The key of its batch may be at hand later, or at another station.
  if (info.keyGeneration === 0 && !it.batchKnown) return unknownBatch(info);
  return { kind: 'resume', wipe: info.lifecycle === 'clock-lost' };
}

function mislabelled(told: string, unit: Unit, fate: UnitFate): Verdict {
  return trouble(
    'mislabelled',
    `it tells the label ${told}, on record is ${unit.serialLabel}`,
    fate,
  );
}

function unknownBatch({ batchKeyId }: FobInfo): Verdict {
  const id = toHex(batchKeyId);
  return trouble('unknown-batch', `its batch key has the id ${id}`);
}

function labelOf({ loaded }: FobInfo): string {
  return loaded?.serialLabel ?? '';
}

function trouble(name: Trouble, why: string, fate: UnitFate = 'none'): Verdict {
  return { kind: 'trouble', trouble: name, why, fate };
}
