import { openUsbipServer, type UsbipServer } from '@fobkit/firmware-sim/plug';
import { toHex } from '@fobkit/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { framesOf } from '../support/doc-frames.ts';
import { blankFob, DEVICE_ID } from '../support/raw-host.ts';
import type { Guest } from './guest.ts';
import type { Step } from './guest-process.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';
import { kernelComplaints } from './kernel-complaints.ts';
import { HOST_ADDRESS } from './qemu.ts';
import { runInside, type Told } from './run-inside.ts';
import { attach, bootUsbipGuest, detach } from './usb-guest.ts';

const SYSFS = '/sys/bus/usb/devices/1-1';

inGuest('a fob that Linux attaches over USB/IP', ['usbip', 'lsusb'], () => {
  const problems: string[] = [];
  let server: UsbipServer;
  let guest: Guest;
  let listed: Step;
  let attached: Step;

  beforeAll(async () => {
    server = await openUsbipServer({ onProblem: (problem) => problems.push(problem) });
    server.export(blankFob());
    guest = await bootUsbipGuest();
    listed = await guest.run([
      'usbip',
      '--tcp-port',
      String(server.port),
      'list',
      '-r',
      HOST_ADDRESS,
    ]);
    attached = await attach(guest, server.port);
  }, BOOT_MILLISECONDS);

  afterAll(async () => {
    await guest.stop();
    await server.close();
  });

  async function sh(script: string): Promise<Step> {
    const step = await guest.run(['sh', '-c', script]);
    expect(step.errors).toBe('');
    expect(step.status).toBe(0);
    return step;
  }

  it('is listed by usbip with its ids and interfaces', () => {
    expect(listed.status).toBe(0);
    const told = listed.output.split('\n').map((line) => line.trim());
    expect(told).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^1-1: .*\(1209:f0b1\)$/),
        expect.stringMatching(/^: .*\(ef\/02\/01\)$/),
        expect.stringMatching(/^: {2}0 - .*\(03\/00\/00\)$/),
        expect.stringMatching(/^: {2}1 - .*\(02\/02\/00\)$/),
        expect.stringMatching(/^: {2}2 - .*\(0a\/00\/00\)$/),
        expect.stringMatching(/^: {2}3 - .*\(ff\/00\/00\)$/),
      ]),
    );
  });

  it('is attached on the first try, and its drivers make their nodes', () => {
    expect(attached.status).toBe(0);
    expect(problems).toEqual([]);
  });

  it('gives the kernel nothing to complain of', () => {
    expect(attached.kernelLog.length).toBeGreaterThan(5);
    expect(kernelComplaints(attached.kernelLog)).toEqual([]);
  });

  it('is taken by the drivers of HID and of serial ports', async () => {
    const links = await sh(`cd ${SYSFS}; for i in 0 1 2; do readlink 1-1:1.$i/driver; done`);
    const drivers = links.output
      .trim()
      .split('\n')
      .map((path) => path.slice(path.lastIndexOf('/')));
    expect(drivers).toEqual(['/usbhid', '/cdc_acm', '/cdc_acm']);
  });

  it('has the configuration of docs/protocol/08-usb.md, byte for byte', async () => {
    const { output } = await sh(`od -An -v -tx1 ${SYSFS}/descriptors`);
    const bytes = output.replaceAll(/\s/g, '');
    expect(bytes.slice(2 * 18)).toBe(toHex(frame('usb-configuration')));
    expect(bytes.slice(2 * 4, 2 * 12)).toBe(toHex(frame('usb-device').subarray(4, 12)));
  });

  it('tells its strings, the device id among them', async () => {
    const { output } = await sh(`cd ${SYSFS}; cat manufacturer product serial 1-1:1.*/interface`);
    const id = toHex(DEVICE_ID);
    const interfaces = ['fob HID', 'fob serial', 'fob WebUSB'];
    expect(output.trim().split('\n')).toEqual(['fobkit', 'fobkit OTP fob', id, ...interfaces]);
  });

  it('has a report descriptor that the kernel keeps as it is', async () => {
    const { output } = await sh(
      'od -An -v -tx1 /sys/class/hidraw/hidraw0/device/report_descriptor',
    );
    expect(output.replaceAll(/\s/g, '')).toBe(toHex(frame('usb-hid-report')));
  });

  describe('lsusb -v', () => {
    let told: Step;

    beforeAll(async () => {
      // The report descriptor is shown only of an interface that no driver has.
      const driver = '/sys/bus/usb/drivers/usbhid';
      await sh(`echo 1-1:1.0 > ${driver}/unbind`);
      told = await guest.run(['lsusb', '-v', '-d', '1209:f0b1']);
      await sh(`echo 1-1:1.0 > ${driver}/bind; until [ -e /dev/hidraw0 ]; do sleep 0.05; done`);
    }, BOOT_MILLISECONDS);

    it('has no warning', () => {
      expect(told.status).toBe(0);
      expect(told.errors).toBe('');
      // `(null)` is its name for a usage page of a vendor.
      expect(told.output).not.toMatch(
        /warning|unavailable|invalid|unrecogni|unknown|junk|error|\?\?/i,
      );
      expect(kernelComplaints(told.kernelLog)).toEqual([]);
    });

    it('shows the reports, the serial port and the platform capabilities', () => {
      const words = told.output.split('\n').map((line) => line.trim().replaceAll(/ +/g, ' '));
      expect(words).toEqual(
        expect.arrayContaining([
          'Item(Global): Usage Page, data= [ 0x00 0xff ] 65280',
          'Item(Local ): Usage, data= [ 0x01 ] 1',
          'Item(Global): Report Count, data= [ 0x40 ] 64',
          'sends break',
          'line coding and serial state',
          'bMasterInterface 1',
          'bSlaveInterface 2',
          'WebUSB:',
          'PlatformCapabilityUUID {d8dd60df-4589-4cc7-9cd2-659d9e648a9f}',
          'bNumDeviceCaps 2',
          '(Bus Powered)',
          'MaxPower 100mA',
        ]),
      );
    });
  });

  describe('to programs that know nothing of it', () => {
    let told: Told;
    const lines = (key: string): unknown[] =>
      told.lines.filter((line) => typeof line === 'object' && line !== null && key in line);

    beforeAll(async () => {
      told = await runInside(guest, 'list-fobs.ts');
    }, BOOT_MILLISECONDS);

    it('is the HID device 0xFF00/1 of node-hid', () => {
      expect(lines('hid')).toEqual([
        {
          faults: [],
          hid: [
            {
              path: '/dev/hidraw0',
              vendorId: 0x1209,
              productId: 0xf0b1,
              serialNumber: toHex(DEVICE_ID),
              manufacturer: 'fobkit',
              product: 'fobkit OTP fob',
              interface: 0,
              release: 0x0100,
              usagePage: 0xff00,
              usage: 1,
            },
          ],
        },
      ]);
    });

    it('is one fob with three links', () => {
      const urls = ['hid:/dev/hidraw0', 'serial:/dev/ttyACM0', `usb:${toHex(DEVICE_ID)}`];
      const links = expect.arrayContaining(urls) as unknown;
      expect(lines('found')).toEqual([{ found: toHex(DEVICE_ID), links }]);
    });

    it.each(['hid:', 'serial:', 'usb:'])('answers on %s', (kind) => {
      const answers = lines('url').filter((line) =>
        JSON.stringify(line).includes(`"url":"${kind}`),
      );
      expect(answers).toEqual([expect.objectContaining({ deviceId: toHex(DEVICE_ID) })]);
    });

    it('gives the kernel nothing to complain of', () => {
      expect(kernelComplaints(told.kernelLog)).toEqual([]);
    });
  });

  it('is let go, and attached again under the same names', async () => {
    const gone = await detach(guest);
    expect(gone.status).toBe(0);
    const again = await attach(guest, server.port);
    expect(again.status).toBe(0);
    expect(kernelComplaints([...gone.kernelLog, ...again.kernelLog])).toEqual([]);
  });
});

const usb = framesOf('08-usb.md');

function frame(name: string): Uint8Array {
  const bytes = usb.get(name);
  if (bytes === undefined) throw new Error(`no frame ${name}`);
  return bytes;
}
