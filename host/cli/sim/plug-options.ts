import type { Command } from 'commander';
import type { PlugOrder } from '@fobkit/emulator/sims';
import { isLoopback, parseTcpAddress, type TcpAddress } from '../argument/tcp-address.ts';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';

/** By what a fob shall be reached; `true` where the address was left out. */
export interface PlugOptions {
  readonly pty?: boolean;
  readonly tcp?: TcpAddress | true;
  readonly usbip?: TcpAddress | true;
  readonly usbredir?: TcpAddress | true;
  readonly uhid?: boolean;
}

/** Where `usbip` looks for a server that is named by its host alone. */
const USBIP: TcpAddress = { host: '127.0.0.1', port: 3240 };

export function addPlugOptions(command: Command): Command {
  return command
    .option('--pty', 'plug it into a pseudo-terminal')
    .option(
      '--tcp [host:port]',
      'plug it into a TCP port; any free one if left out',
      parseTcpAddress,
    )
    .option(
      '--usbip [host:port]',
      'serve its USB to usbip; 127.0.0.1:3240 if left out',
      parseTcpAddress,
    )
    .option('--uhid', 'make a HID device of it by /dev/uhid (Linux)')
    .option(
      '--usbredir [host:port]',
      'serve its USB to a virtual machine of QEMU; any free port if left out',
      parseTcpAddress,
    );
}

/** A pty if none is named. @throws CliError when one port is for several fobs. */
export function plugsOf(options: PlugOptions, count: number): readonly PlugOrder[] {
  const { pty, tcp, uhid, usbip, usbredir } = options;
  for (const place of [tcp, usbredir]) {
    if (typeof place === 'object' && place.port !== 0 && count > 1) {
      throw usage('one port is for one fob, not for --count; leave the port out');
    }
  }
  const plugs: PlugOrder[] = [];
  if (tcp !== undefined) plugs.push({ kind: 'tcp', ...placeOf(tcp) });
  if (usbip !== undefined) plugs.push({ kind: 'usbip', ...(usbip === true ? USBIP : usbip) });
  if (uhid === true) plugs.push({ kind: 'uhid' });
  if (usbredir !== undefined) plugs.push({ kind: 'usbredir', ...placeOf(usbredir) });
  return pty === true || plugs.length === 0 ? [{ kind: 'pty' }, ...plugs] : plugs;
}

function placeOf(place: TcpAddress | true): Partial<TcpAddress> {
  return place === true ? {} : place;
}

/** What listens on another address than loopback has no lock of its own. */
export function warnOfNetwork(cli: Cli, { tcp, usbip, usbredir }: PlugOptions): void {
  const open = [tcp, usbip, usbredir].filter((place) => typeof place === 'object');
  for (const host of new Set(open.filter((place) => !isLoopback(place)).map(({ host }) => host))) {
    cli.out.note(
      `Anybody on the network who reaches ${host} can talk to this fob; ` +
        '127.0.0.1 is for this machine alone.',
    );
  }
}
