import { randomBytes } from 'node:crypto';
import { FobDevice, provision, Secret } from '@fobkit/client';
import { linkTo, nodeClock, nodeEnv } from '@fobkit/client/node';
import type { SimRecord } from '@fobkit/emulator/sims';
import type { ImportedToken } from '@fobkit/bank';
import { transportKey } from '../device/transport-key.ts';
import type { Cli } from '../program/cli.ts';
import { endSims } from '../sim/end-sims.ts';
import { knownSims } from '../sim/sims.ts';
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
    plugs: [{ kind: 'pty' }],
  });
  const end = (): Promise<void> => endFobs(cli, sims);
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

/** Whoever told the demo to end wants its fobs to end in good order. */
async function endFobs(cli: Cli, sims: readonly SimRecord[]): Promise<void> {
  const { signal } = new AbortController();
  await endSims({ ...cli, signal }, await knownSims(), sims);
}
