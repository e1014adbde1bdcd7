import { type FleetFileEnv, readFleetFile } from '../file/read-fleet.ts';
import type { FleetPlan } from '../fleet-plan.ts';
import type { FleetOrder } from './fleet-order.ts';

/** The plan of a run: what its file says, and the order's changes. @throws as `readFleetFile` */
export function planOf(
  { file, change }: Pick<FleetOrder, 'file' | 'change'>,
  env: FleetFileEnv,
): FleetPlan {
  return readFleetFile(file.text, file.name, env, change);
}
