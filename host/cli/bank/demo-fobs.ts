import { randomBytes } from 'node:crypto';
import { FobDevice, provision, Secret } from '@fobkit/client';
import { linkTo, nodeClock, nodeEnv } from '@fobkit/client/node';
import type { SimRecord } from '@fobkit/emulator/sims';
import type { ImportedToken } from '@fobkit/bank';
import { transportKey } from '../device/transport-key.ts';
import type { Cli } from '../program/cli.ts';
import { startSims } from '../sim/start-sims.ts';

const PROFILE = 'shinkin-hardware';
const SEED_BYTES = 20;
const PARAMETERS = { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 } as const;

/** Emulated fobs with seeds, and what the bank is to know of them. */
export interface DemoFobs {
  readonly sims: readonly SimRecord[];
  readonly tokens: readonly ImportedToken[];
  end(): Promise<void>;
}

/** Starts a fob for each serial label and loads a seed that is drawn. */
export async function startFobs(cli: Cli, serials: readonly string[]): Promise<DemoFobs> {
  const sims = await startSims({
    profile: PROFILE,
    count: serials.length,
    plugs: serials.map(() => ({ kind: 'pty' }) as const),
  });
  const end = (): Promise<void> => endFobs(sims);
  try {
    const tokens: ImportedToken[] = [];
    for (const [index, serial] of serials.entries()) {
      const sim = sims[index];
      if (sim !== undefined) tokens.push(await loaded(cli, sim, serial));
    }
    return { sims, tokens, end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function loaded(cli: Cli, sim: SimRecord, serial: string): Promise<ImportedToken> {
  const [url = ''] = sim.links;
  const seed = new Secret(randomBytes(SEED_BYTES));
  const { signal } = cli;
  const fob = await FobDevice.connect(linkTo(url), nodeEnv, { signal });
  try {
    await provision(
      fob,
      {
        seed,
        parameters: { ...PARAMETERS, t0: 0, serialLabel: serial, purpose: 'test' },
        transportKey: (info) => transportKey(cli, {}, info),
      },
      { clock: nodeClock, signal },
    );
  } finally {
    await fob.close();
  }
  return { serial, parameters: PARAMETERS, seed, deviceId: sim.deviceId, model: PROFILE };
}

async function endFobs(sims: readonly SimRecord[]): Promise<void> {
  const { ControlClient, SimGoneError } = await import('@fobkit/emulator/sims');
  for (const [sim] of Map.groupBy(sims, ({ pid }) => pid).values()) {
    if (sim === undefined) continue;
    try {
      await ControlClient.ofRecord(sim).shutdown();
    } catch (error) {
      if (!(error instanceof SimGoneError)) throw error;
    }
  }
}
