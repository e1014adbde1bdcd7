import type { Lot, Registry, Unit } from '@fobkit/station';
import { usage } from '../../program/cli-error.ts';

/**
 * The unit with this serial label or device id, or with this number in the lot that is at work.
 *
 * @throws CliError when there is none.
 */
export async function unitNamed(
  { units }: { readonly units: Pick<Registry['units'], 'find'> },
  name: string,
  lot?: Pick<Lot, 'id'>,
): Promise<Unit> {
  // The DataMatrix of a label may hold both, with a slash between them.
  const chip = /^(?:.+\/)?([0-9a-f]{16})$/i.exec(name)?.[1];
  const found =
    (await units.find({ serialLabel: name })) ??
    (chip === undefined ? undefined : await units.find({ deviceId: chip.toLowerCase() })) ??
    (lot !== undefined && /^\d{1,9}$/.test(name)
      ? await units.find({ lot: lot.id, number: Number(name) })
      : undefined);
  if (found !== undefined) return found;
  throw usage(`the registry has no unit ${name}: a serial label or a device id`);
}
