import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseDeviceUrl } from '@fobkit/client';
import { nodeEnv } from '@fobkit/client/node';
import { LeaseBusyError, Leases } from '@fobkit/store';
import { refuseOther } from '../device/other-device.ts';
import { CliError } from '../program/cli-error.ts';
import { ExitCode } from '../program/exit-code.ts';
import { benchFolder } from './state-folders.ts';

/** No command holds a fob longer; one that dies frees it at once. */
const HELD_MS = 7 * 86_400_000;

/**
 * Does `work` while the fobs are this command's alone: of two runs at once on one fob, each would
 * take what the other does for the fob's own doing. A port of a bench that has the fob is held too.
 *
 * Rejects with a `CliError` when another command has one of them, or two names are of one fob.
 */
export async function holdingFobs<T>(urls: readonly string[], work: () => Promise<T>): Promise<T> {
  const releases: (() => void)[] = [];
  try {
    for (const url of urls) releases.push(holdFob(url));
    return await work();
  } finally {
    for (const release of releases) release();
  }
}

function holdFob(url: string): () => void {
  refuseOther(url);
  const folder = benchFolder();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const named = parseDeviceUrl(url);
  const key = named.kind === 'sim' || named.kind === 'id' ? `fob:${named.deviceId}` : `link:${url}`;
  const leases = new Leases({ path: join(folder, 'leases.db'), clock: nodeEnv.clock });
  try {
    const run = `process ${String(process.pid)}`;
    const lease = leases.take([{ key, label: `fob at ${url}` }], { run }, HELD_MS);
    return () => {
      leases.release(lease);
      leases.close();
    };
  } catch (error) {
    leases.close();
    if (!(error instanceof LeaseBusyError)) throw error;
    throw new CliError(ExitCode.Link, 'busy', error.message, { cause: error });
  }
}
