import type { Registry, Unit } from '@fobkit/station';
import { usage } from '../../program/cli-error.ts';

/** The unit with this serial label or device id. @throws CliError when there is none. */
export async function unitNamed({ units }: Registry, name: string): Promise<Unit> {
  const found =
    (await units.find({ serialLabel: name })) ??
    (/^[0-9a-f]{16}$/i.test(name) ? await units.find({ deviceId: name.toLowerCase() }) : undefined);
  if (found !== undefined) return found;
  throw usage(`the registry has no unit ${name}: a serial label or a device id`);
}
