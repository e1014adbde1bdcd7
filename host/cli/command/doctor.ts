import { serialCandidates } from '@fobkit/client/node';
import { addJsonOption } from '../device/device-options.ts';
import {
  checkStateFolder as checkUsable,
  logOf,
  stateFolder,
  StateFolderError,
  takeCensus,
} from '@fobkit/emulator/sims';
import { checkBindings } from '../doctor/check-bindings.ts';
import { checkNode } from '../doctor/check-node.ts';
import { checkPorts, checkPty } from '../doctor/check-ports.ts';
import { checkStateFolder } from '../doctor/check-state.ts';
import { checkUdev } from '../doctor/check-udev.ts';
import { checkUsbNodes } from '../doctor/check-usb-nodes.ts';
import { checkUsb } from '../doctor/check-usbip.ts';
import { type Finding, type Machine, note, ok, wrong } from '../doctor/finding.ts';
import { whatBecameOf } from '../sim/fallen-sims.ts';
import type { Cli, Define, JsonOption } from '../program/cli.ts';
import { ExitCode } from '../program/exit-code.ts';
import { systemMachine } from '../usb/usbip-tool.ts';

const HELP = `
Looks at Node.js, the native parts for serial ports, HID and USB, the devices
that are there and who may open them, udev's rules, what attaching an emulated
fob to USB wants, the state folder and emulated fobs that died. Changes nothing.
Exit status 1 when something is wrong.

Examples:
  $ fob doctor
  $ fob doctor --json`;

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .addHelpText('after', HELP)
    .action(async (options: JsonOption) => {
      const { platform, version } = process;
      const findings = await examine({ platform, nodeVersion: version, root: '/' }, cli.signal);
      const healthy = findings.every(({ level }) => level !== 'wrong');
      if (options.json === true) cli.out.json({ ok: healthy, findings });
      else tell(cli, findings);
      if (!healthy) cli.endWith(ExitCode.Refused);
    });
};

async function examine(machine: Machine, signal: AbortSignal): Promise<readonly Finding[]> {
  return [
    ...checkNode(machine),
    ...(await checkBindings()),
    ...(await checkPty(machine)),
    ...(await checkPorts(machine, await serialCandidates().candidates(signal))),
    ...(await checkUsbNodes(machine)),
    ...(await checkUdev(machine)),
    ...(await checkUsb({ ...systemMachine(), ...machine })),
    ...(await checkState(machine)),
    ...(await checkSims()),
  ];
}

async function checkState(machine: Machine): Promise<readonly Finding[]> {
  const folder = stateFolder();
  try {
    checkUsable(folder);
  } catch (error) {
    if (!(error instanceof StateFolderError)) throw error;
    return [wrong(error.message, 'make it a folder of your own, or name another')];
  }
  return await checkStateFolder(machine, folder.path);
}

async function checkSims(): Promise<readonly Finding[]> {
  const census = await takeCensus().catch((error: unknown) => {
    // What is wrong with the folder was told before.
    if (error instanceof StateFolderError) return undefined;
    throw error;
  });
  if (census === undefined) return [];
  const { failed, silent, stale } = census;
  const mend = 'fob sim down --all clears them away';
  const fallen = [
    ...failed.map((sim) => note(whatBecameOf(sim, 'failed'), mend)),
    ...silent.map((sim) => note(whatBecameOf(sim, 'silent'), mend)),
    ...stale.flatMap((sim) =>
      logOf(sim) === undefined ? [] : [note(whatBecameOf(sim, 'stale'), mend)],
    ),
  ];
  const mute = stale.filter((sim) => logOf(sim) === undefined);
  if (mute.length > 0) {
    const ids = mute.map(({ deviceId }) => deviceId).join(', ');
    fallen.push(
      note(`emulated fobs that died and left no word, as when they were killed: ${ids}`, mend),
    );
  }
  if (fallen.length > 0) return fallen;
  return [ok('no emulated fob has died and left its lease behind')];
}

const MARKS = { ok: 'ok   ', note: 'note ', wrong: 'WRONG' } as const;

function tell(cli: Cli, findings: readonly Finding[]): void {
  const { paint } = cli.out;
  const colours = { ok: paint.green, note: paint.yellow, wrong: paint.red };
  for (const { level, what, mend } of findings) {
    cli.out.print(`${colours[level](MARKS[level])}  ${what}`);
    if (mend !== undefined) cli.out.print(`       mend: ${mend}`);
  }
}
