import { nodeClock } from '@fobkit/client/node';
import { LiveClock } from '@fobkit/emulator';
import { openUsbipServer } from '@fobkit/firmware-sim/plug';
import { whyNoGuest } from '../kernel-guest/requirements.ts';
import { runInside } from '../kernel-guest/run-inside.ts';
import { attach, bootUsbipGuest } from '../kernel-guest/usb-guest.ts';
import { bareUsb } from './bare-usb.ts';
import { blankFob, profileNamed } from './fobs.ts';
import { type BenchTable, median } from './harness.ts';
import { atLeast } from './target.ts';
import { bigAnswer, bigFrame } from './usb-traffic.ts';

const COLUMNS = ['what', 'fob', 'bare', 'ratio', 'target'];
const TITLE = 'The same through Linux in QEMU without KVM: node-hid and serialport, over USB/IP';

interface Rates {
  /** Of the fob and of the bare device, round by round, in trips a second. */
  readonly hid: readonly (readonly number[])[];
  readonly serial: readonly (readonly number[])[];
}

/** A fob and a bare device, both attached by a real kernel, used by unmodified libraries. */
export async function benchUsbKernel(): Promise<BenchTable> {
  const missing = whyNoGuest(['usbip']);
  if (missing !== undefined) {
    return { title: TITLE, columns: COLUMNS, rows: [], notes: [`Not run: ${missing}`] };
  }
  const server = await openUsbipServer();
  const time = new LiveClock({ clock: nodeClock });
  const fob = time.add(blankFob(profileNamed('generic'), 2));
  server.export(fob);
  server.export(bareUsb(1, bigAnswer()));
  const guest = await bootUsbipGuest();
  try {
    await attach(guest, server.port);
    await attach(guest, server.port, { busId: '1-2', nodes: ['/dev/hidraw1', '/dev/ttyACM1'] });
    const { lines } = await runInside(guest, 'rates.ts', { args: [fob.deviceId], seconds: 300 });
    const { hid, serial } = lines[0] as Rates;
    return {
      title: TITLE,
      columns: COLUMNS,
      rows: [
        row('HID round trips/s, PING', hid, 1),
        row('CDC kB/s there, frames of 1,000 bytes', serial, bigFrame(1).length / 1000),
      ],
      notes: [
        'Medians of 11 rounds in turn, 25 trips each; the client is the guest, which is slow.',
      ],
    };
  } finally {
    await guest.stop();
    time.close();
    await server.close();
  }
}

function row(what: string, rates: Rates['hid'], unit: number): (string | number)[] {
  const [fob = 0, bare = 0] = rates.map((of) => median(of) * unit);
  const ratio = fob / bare;
  return [what, fob.toFixed(0), bare.toFixed(0), ratio.toFixed(2), atLeast(0.9, ratio, '')];
}
