// Run by `npm run guest -- COMMAND [ARGUMENT...]`: boots a Linux in QEMU, attaches the emulated fobs
// that are up with --usbip, and runs a command of this machine in it, as root.
import { listSims } from '@fobkit/emulator/sims';
import { whyNoGuest } from './requirements.ts';
import { attach, bootUsbipGuest } from './usb-guest.ts';

const SECONDS = 3600;
const USAGE =
  'usage: npm run guest -- COMMAND [ARGUMENT...], behind fob sim up --usbip 127.0.0.1:0';

/** Port of the server and bus id of each fob that can be attached. */
async function served(): Promise<readonly { readonly port: number; readonly busId: string }[]> {
  const urls = (await listSims()).flatMap(({ usb }) => usb ?? []);
  return urls.flatMap((url) => {
    const [, port, busId] = /^usbip:127\.0\.0\.1:(\d+)\/(.+)$/.exec(url) ?? [];
    return port === undefined || busId === undefined ? [] : [{ port: Number(port), busId }];
  });
}

async function main(command: readonly string[]): Promise<number> {
  const missing = whyNoGuest(['usbip']);
  const fobs = await served();
  const problem =
    missing ??
    (command.length === 0 ? USAGE : undefined) ??
    (fobs.length === 0
      ? 'no emulated fob is up on 127.0.0.1: fob sim up --usbip 127.0.0.1:0'
      : undefined);
  if (problem !== undefined) {
    console.error(`guest: ${problem}`);
    return 2;
  }
  const guest = await bootUsbipGuest({ memoryMegabytes: 2048 });
  try {
    for (const { port, busId } of fobs) {
      const { status, errors } = await attach(guest, port, { busId, nodes: [] });
      if (status !== 0) throw new Error(`usbip attach ${busId}: ${errors}`);
    }
    await guest.run(['sh', '-c', 'until [ -e /dev/hidraw0 ]; do sleep 0.05; done']);
    const env = { PATH: process.env['PATH'] ?? '' };
    // The guest ends what a command says with a line of its own, which is empty.
    let last: string | undefined;
    const step = await guest.run(command, {
      env,
      seconds: SECONDS,
      onLine: (line) => {
        if (last !== undefined) console.log(last);
        last = line;
      },
    });
    if (last !== undefined && last !== '') console.log(last);
    process.stderr.write(step.errors);
    return step.status;
  } finally {
    await guest.stop();
  }
}

process.exitCode = await main(process.argv.slice(2));
