import { delay } from '@fobkit/client';
import { nodeClock } from '@fobkit/client/node';
import type { SimRecord } from '@fobkit/emulator/sims';
import type { Cli } from '../program/cli.ts';
import { noFob, usage } from '../program/cli-error.ts';

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
export async function endSims(cli: Cli, sims: readonly SimRecord[]): Promise<void> {
  const { ControlClient, SimGoneError } = await import('@fobkit/emulator/sims');
  const byProcess = new Map(sims.map((sim) => [sim.pid, sim]));
  for (const sim of byProcess.values()) {
    try {
      await ControlClient.ofRecord(sim).shutdown();
    } catch (error) {
      // It ended by itself in the meantime.
      if (!(error instanceof SimGoneError)) throw error;
    }
    await waitForEnd(cli, sim);
  }
}

/** Its control channel is the last thing that it takes down. */
async function waitForEnd(cli: Cli, { control, pid }: SimRecord): Promise<void> {
  const deadline = nodeClock.now() + PATIENCE_MS;
  while (await answers(control)) {
    if (nodeClock.now() > deadline) {
      throw noFob('not-ended', `process ${String(pid)} of the emulated fob does not end; kill it`);
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
