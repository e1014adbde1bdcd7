import { delay } from '@fobkit/client';
import { nodeClock } from '@fobkit/client/node';
import type { SimCensus, SimRecord } from '@fobkit/emulator/sims';
import type { Cli } from '../program/cli.ts';
import { type CliError, noFob, usage } from '../program/cli-error.ts';

const POLL_MS = 10;
const PATIENCE_MS = 5_000;

/** The emulated fobs that live in the same process: they end together. */
export function companionsOf(
  sims: readonly SimRecord[],
  sim: SimRecord,
  together: boolean,
): readonly SimRecord[] {
  const companions = sims.filter(({ pid }) => pid === sim.pid);
  if (companions.length === 1 || together) return companions;
  const others = companions.filter((one) => one !== sim).map(({ deviceId }) => deviceId);
  throw usage(
    `fob ${sim.deviceId} shares its process with ${others.join(', ')}: ` +
      'end them all with --together',
  );
}

/** Ends emulated fobs and waits until their processes, and so their ports, are gone. */
export async function endSims(
  cli: Cli,
  census: SimCensus,
  sims: readonly SimRecord[],
): Promise<void> {
  const { clearAway, ControlClient, endSilentSim, SimGoneError, stateFolder } =
    await import('@fobkit/emulator/sims');
  clearAway(stateFolder(), census, sims.filter(isOf(census.stale)));
  const byProcess = Map.groupBy(
    sims.filter((sim) => !census.stale.includes(sim)),
    ({ pid }) => pid,
  );
  for (const [pid, [sim, ...others]] of byProcess) {
    if (sim === undefined) continue;
    if (census.silent.includes(sim)) {
      if (await endSilentSim([sim, ...others], { signal: cli.signal })) continue;
      throw doesNotEnd(pid);
    }
    try {
      await ControlClient.ofRecord(sim).shutdown();
    } catch (error) {
      // It ended by itself in the meantime.
      if (!(error instanceof SimGoneError)) throw error;
    }
    await waitForEnd(cli, sim);
  }
}

function isOf(sims: readonly SimRecord[]): (sim: SimRecord) => boolean {
  return (sim) => sims.includes(sim);
}

function doesNotEnd(pid: number): CliError {
  return noFob('not-ended', `process ${String(pid)} of the emulated fob does not end; kill it`);
}

/** Its control channel is the last thing that it takes down. */
async function waitForEnd(cli: Cli, { control, pid }: SimRecord): Promise<void> {
  const deadline = nodeClock.now() + PATIENCE_MS;
  while (await answers(control)) {
    if (nodeClock.now() > deadline) {
      throw doesNotEnd(pid);
    }
    await delay(nodeClock, POLL_MS, cli.signal);
  }
}

async function answers(control: string): Promise<boolean> {
  try {
    await fetch(new URL('/health', control), { signal: AbortSignal.timeout(PATIENCE_MS) });
    return true;
  } catch {
    return false;
  }
}
