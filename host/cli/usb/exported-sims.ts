import type { SimRecord } from '@fobkit/emulator/sims';
import { noFob, usage } from '../program/cli-error.ts';
import { chooseSim } from '../sim/choose-sim.ts';
import type { SimOption } from '../sim/sim-options.ts';
import { knownSims } from '../sim/sims.ts';
import type { Exported } from './attach.ts';

/** Which of the fobs that are served by USB/IP. */
export interface ExportedOption extends SimOption {
  readonly all?: boolean;
  readonly sudo?: boolean;
}

/** An emulated fob that is served by USB/IP. */
export interface ExportedSim extends Exported {
  readonly sim: SimRecord;
}

/** Those that are named, all, or the only one. @throws CliError */
export async function exportedSims(option: ExportedOption): Promise<readonly ExportedSim[]> {
  const { all = false, device, id } = option;
  const { parseUsbipUrl } = await import('@fobkit/emulator/sims');
  const exported = (sim: SimRecord): readonly ExportedSim[] => {
    const place = (sim.usb ?? []).map(parseUsbipUrl).find((one) => one !== undefined);
    return place === undefined ? [] : [{ sim, deviceId: sim.deviceId, place }];
  };
  const census = await knownSims();
  if (id !== undefined || device !== undefined) {
    if (all) throw usage('--all and --id exclude each other');
    const sim = chooseSim(census.up, option, census);
    const found = exported(sim);
    if (found.length > 0) return found;
    throw noFob('not-served', `emulated fob ${sim.deviceId} is not served by USB/IP; ${START}`);
  }
  const found = census.up.flatMap(exported);
  if (found.length === 0) {
    throw noFob('no-fob', `no emulated fob is served by USB/IP; ${START}`);
  }
  if (all || found.length === 1) return found;
  const ids = found.map(({ sim }) => `${sim.deviceId} (${sim.profile})`).join(', ');
  const which = 'say which with --id, or --all';
  throw noFob('several-fobs', `${String(found.length)} emulated fobs are served; ${which}: ${ids}`);
}

const START = 'fob sim up --usbip starts one';
