import { connect, type Socket } from 'node:net';
import { openUsbredirPlug, type Plug } from '@fobkit/firmware-sim/plug';
import { toHex } from '@fobkit/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { blankFob, DEVICE_ID } from '../support/raw-host.ts';
import { Guest } from './guest.ts';
import type { Step } from './guest-process.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';
import { kernelComplaints } from './kernel-complaints.ts';
import { runInside } from './run-inside.ts';
import { FOB_DRIVERS, FOB_NODES } from './usb-guest.ts';

const DEVICE = '$(dirname $(grep -l 1209 /sys/bus/usb/devices/*/idVendor))';
const deviceId = toHex(DEVICE_ID);

inGuest('a fob that QEMU plugs into a virtual machine by usb-redir', [], () => {
  const fob = blankFob();
  let plug: Plug;
  let socket: Socket;
  let guest: Guest;
  let booted: Step;

  beforeAll(async () => {
    plug = await openUsbredirPlug(fob);
    guest = await Guest.boot({ modules: ['xhci_pci', ...FOB_DRIVERS], usbRedirections: 1 });
    const port = Number(plug.url.slice(plug.url.lastIndexOf(':') + 1));
    socket = connect({ host: '127.0.0.1', port, noDelay: true });
    const inside = guest.usbRedirection(0);
    inside.pipe(socket).pipe(inside);
    booted = await nodesAre(true);
  }, BOOT_MILLISECONDS);

  afterAll(async () => {
    socket.destroy();
    await guest.stop();
    await plug.close();
  });

  async function sh(script: string): Promise<Step> {
    const step = await guest.run(['sh', '-c', script]);
    expect([step.status, step.errors]).toEqual([0, '']);
    return step;
  }

  function nodesAre(there: boolean): Promise<Step> {
    const test = there ? '-e' : '! -e';
    return sh(
      `for node in ${FOB_NODES.join(' ')}; do until [ ${test} $node ]; do sleep 0.05; done; done`,
    );
  }

  it('is enumerated through xHCI without a complaint of the kernel', () => {
    expect(textOf(booted)).toContain(`SerialNumber: ${deviceId}`);
    expect(kernelComplaints(booted.kernelLog)).toEqual([]);
  });

  it('answers on all three links', async () => {
    const { lines } = await runInside(guest, 'list-fobs.ts', { seconds: 120 });
    for (const url of ['hid:/dev/hidraw0', 'serial:/dev/ttyACM0', `usb:${deviceId}`]) {
      expect(lines).toContainEqual({ url, deviceId });
    }
  });

  it('cannot wake the host, and is not said to', async () => {
    // The kernel has the file of devices alone that declare that they can.
    const { output } = await sh(`ls ${DEVICE}/power`);
    expect(output).toContain('runtime_status');
    expect(output).not.toMatch(/^wakeup$/m);
  });

  it('is suspended by the kernel, and wakes when somebody opens it', async () => {
    const suspended = await sh(
      `cd ${DEVICE}/power; echo 0 > autosuspend_delay_ms; echo auto > control
       until [ "$(cat runtime_status)" = suspended ]; do sleep 0.05; done`,
    );
    const { lines, kernelLog } = await runInside(guest, 'list-fobs.ts', { seconds: 120 });
    expect(lines).toContainEqual({ url: 'hid:/dev/hidraw0', deviceId });
    expect(kernelComplaints([...suspended.kernelLog, ...kernelLog])).toEqual([]);
    await sh(`echo on > ${DEVICE}/power/control`);
  });

  it('leaves when it is unplugged, and is there again when it is plugged in', async () => {
    fob.unplug();
    const left = await nodesAre(false);
    expect(textOf(left)).toContain('USB disconnect');
    plug.replug();
    await nodesAre(true);
    const { lines } = await runInside(guest, 'list-fobs.ts', { seconds: 120 });
    expect(lines).toContainEqual({ url: 'serial:/dev/ttyACM0', deviceId });
  });
});

function textOf({ kernelLog }: Step): string {
  return kernelLog.map(({ text }) => text).join('\n');
}
