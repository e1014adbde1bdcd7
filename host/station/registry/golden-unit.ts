import { loadedParameters } from '@fobkit/protocol';
import type { Golden } from '../qualify/qualify-station.ts';
import type { RegistryParts } from './parts.ts';

/**
 * What a golden fob is examined by: any done unit of purpose test, of a lot kept for that. A
 * production seed is opened for nothing but its loading and its export.
 */
export async function findGolden(
  parts: RegistryParts,
  deviceId: string,
): Promise<Golden | undefined> {
  const row = await parts.database.read
    .selectFrom('unit')
    .selectAll()
    .where('device_id', '=', deviceId)
    .where('state', '=', 'done')
    .executeTakeFirst();
  if (row === undefined || row.seed === null || row.transport_key === null) return undefined;
  const parameters = loadedParameters.decode(row.parameters);
  if (parameters.purpose !== 'test') return undefined;
  return {
    serialLabel: row.serial_label,
    parameters,
    seed: parts.secrets.open('seed', row.seed, row),
    transportKey: parts.secrets.open('transport key', row.transport_key, row),
  };
}
