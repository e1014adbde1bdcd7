import type { Qualification } from './qualification.ts';

/** Whether a rig may be worked on, and until when or why not. */
export type Standing =
  | { readonly qualified: true; readonly until: string }
  | { readonly qualified: false; readonly why: string };

/** A rig as it is now: its name, and the SHA-256 of its bench file. */
export interface RigNow {
  readonly name: string;
  readonly sha256: string;
}

/**
 * The last qualification of a rig counts: one that was not passed undoes those before it. So does a
 * change of the bench file, since other wires may be another rig. `unixMs` is the host's time.
 */
export function standingOf(
  qualifications: readonly Qualification[],
  rig: RigNow,
  unixMs: number,
): Standing {
  const last = qualifications.findLast(({ rig: { name } }) => name === rig.name);
  if (last === undefined) return no('it was never qualified');
  const { outcome, reasons, time, validUntil } = last;
  if (outcome !== 'QUALIFIED') {
    return no(`it was not qualified on ${minutes(time)}: ${reasons[0] ?? 'no reason was told'}`);
  }
  if (last.rig.sha256 !== rig.sha256) return no('its bench file was changed since');
  if (Date.parse(time) > unixMs) return no(`its qualification is of the future, ${minutes(time)}`);
  if (Date.parse(validUntil) <= unixMs) {
    return no(`its qualification ended on ${minutes(validUntil)}`);
  }
  return { qualified: true, until: validUntil };
}

function no(why: string): Standing {
  return { qualified: false, why };
}

function minutes(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
