import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attachedUsb, hasVhci, usbNodes } from '../../../../host/cli/usb/vhci.ts';
import { PlantedMachine } from './support/planted-machine.ts';

let planted: PlantedMachine;
beforeEach(() => {
  planted = new PlantedMachine();
});
afterEach(() => {
  planted.close();
});

const FOB = '0102030405060708';

describe('what vhci-hcd has attached', () => {
  it('is nothing where the module is not loaded', () => {
    expect(hasVhci(planted.root)).toBe(false);
    expect(attachedUsb(planted.root)).toEqual([]);
  });

  it('is told by port, local name and serial number', () => {
    planted.withVhci();
    expect(attachedUsb(planted.root)).toEqual([]);
    planted.plug(0, FOB);
    planted.plug(2, 'FFEEDDCCBBAA9988');
    planted.file('var/run/vhci_hcd/port2', '127.0.0.1 3240 1-2\n');
    planted.file('var/run/vhci_hcd/port0', 'nonsense\n');
    expect(attachedUsb(planted.root)).toEqual([
      { port: 0, localBusId: '3-1', serial: FOB, from: undefined },
      { port: 2, localBusId: '3-3', serial: 'ffeeddccbbaa9988', from: '127.0.0.1:3240/1-2' },
    ]);
    planted.unplug(0);
    expect(attachedUsb(planted.root)).toHaveLength(1);
  });

  it('is read from the files of further controllers too', () => {
    planted.plug(0, FOB);
    planted.plug(1, '1111111111111111');
    const line = 'hs  0017 006 002 00010003 000005 3-2';
    planted.file('sys/devices/platform/vhci_hcd.0/status.1', `head\n${line}\n`);
    planted.file('sys/devices/platform/vhci_hcd.0/status_of_nothing', `head\n${line}\n`);
    expect(attachedUsb(planted.root).map(({ port }) => port)).toEqual([0, 1, 17]);
  });

  it('leaves out a device that has told no serial number yet, and lines that are none', () => {
    planted.plug(0, FOB);
    planted.remove('sys/bus/usb/devices/3-1/serial');
    const path = 'sys/devices/platform/vhci_hcd.0/status.1';
    planted.file(path, 'head\nhs  0016 006 002 00010003 000005 ../../3-1\nhs 17\n\n');
    expect(attachedUsb(planted.root)).toEqual([]);
  });
});

describe('the nodes of a device', () => {
  it('are those of its HID and its communications interface', () => {
    planted.plug(1, FOB);
    expect(usbNodes(planted.root, '3-2')).toEqual({
      configured: true,
      hid: ['/dev/hidraw1'],
      serial: ['/dev/ttyACM1'],
    });
  });

  it('that are not in /dev yet are missing', () => {
    planted.plug(0, FOB, { hid: true, tty: false });
    expect(usbNodes(planted.root, '3-1')).toMatchObject({
      hid: ['/dev/hidraw0'],
      serial: [undefined],
    });
  });

  it('are not complete before all interfaces are there', () => {
    planted.plug(0, FOB);
    planted.remove('sys/bus/usb/devices/3-1:1.3');
    expect(usbNodes(planted.root, '3-1').configured).toBe(false);
  });

  it('are not those of a device whose name begins alike', () => {
    planted.plug(0, FOB);
    planted.file('sys/bus/usb/devices/3-11:1.0/bInterfaceClass', '03\n');
    expect(usbNodes(planted.root, '3-1').hid).toHaveLength(1);
  });
});
