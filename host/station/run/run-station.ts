import { guardedStore } from '../unit/guarded-store.ts';
import { RegistryFault, troubleOf } from '../unit/visit-trouble.ts';
import { refusalOf } from '../qualify/qualification.ts';
import { HostTime } from './host-time.ts';
import { patientStore } from './patient-store.ts';
import type { RunSummary, StationRunOptions } from './run-options.ts';
import { StationRun } from './station-run.ts';

const HOST_CLOCK_TOLERANCE_MS = 2_000;

/**
 * Works on a lot with every fob that is plugged in, many at once, until the lot is full, the
 * operator ends it, or something is wrong that concerns all fobs. That is told in the summary, not
 * thrown. Rejects when the registry cannot even tell the lot, and for what is no fault of a fob, the
 * registry or the clock.
 */
export async function runStation(options: StationRunOptions): Promise<RunSummary> {
  const { env, dryRun = false } = options;
  const patient = patientStore(options.store, env.clock);
  const store = guardedStore(patient);
  const tolerance = options.hostClockToleranceMs ?? HOST_CLOCK_TOLERANCE_MS;
  const hostTime = new HostTime(env.clock, tolerance);
  const lot = await patient.lot();
  const run = new StationRun({ options, store, hostTime, lot });
  try {
    const askedUnixMs = env.clock.unixMs();
    hostTime.compare(await store.time(), askedUnixMs);
    const last = await options.qualification?.();
    const refusal = refusalOf(lot, last, env.clock.unixMs());
    if (refusal !== undefined) throw refusal;
    if (!dryRun) await store.renew();
    await run.begin();
  } catch (error) {
    run.fail(error instanceof RegistryFault ? error : troubleOf(error));
  }
  return await run.end();
}
