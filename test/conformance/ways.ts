import { hidLink, serialLink, tcpLink, webUsbLink } from '@fobkit/client/node';
import { inProcessLink } from '@fobkit/emulator';
import type { Fob } from '@fobkit/firmware-sim';
import {
  FobBinding,
  FobHid,
  FobUsb,
  InProcessPlug,
  openPtyPlug,
  openTcpPlug,
  openUsbipServer,
} from '@fobkit/firmware-sim/plug';
import { FOB_USB, HID_REPORT_SIZE, toHex } from '@fobkit/protocol';
import { DEVICE_ID } from '../support/raw-host.ts';
import { usbipChannels, UsbipComputer } from '../support/usb/usbip-link.ts';
import { emulated, type Way } from './emulated.ts';
import type { Flow, UsbLinkEndpoints } from './flow.ts';
import type { Reach } from './reach.ts';

const PORT = '/dev/ttyFOB0';
const NODE = '/dev/hidraw0';
const HID = { ...FOB_USB.hid, report: HID_REPORT_SIZE };

/** Every way to an emulated fob that carries a byte stream of which the fob hears the end, by name. */
export const ways: Readonly<Record<string, Reach>> = {
  'in process': emulated(inProcess),
  'a serialport binding': emulated(binding),
  TCP: emulated(tcp),
  'USB/IP, a serial port': overUsbip('serial', FOB_USB.cdc),
  'USB/IP, WebUSB that chooses its setting': overUsbip('webUsb', FOB_USB.webusb),
};

/** Every way of which the fob does not hear that one host has gone and another one is there. */
export const endlessWays: Readonly<Record<string, Reach>> = {
  'WebUSB in process': emulated(webUsb, 'usb'),
  'a pseudo-terminal': emulated(pseudoTerminal),
  'USB/IP, a serial port whose DTR stays up': overUsbip('serialThatStaysUp', FOB_USB.cdc),
  'USB/IP, WebUSB': overUsbip('webUsbAsItIs', FOB_USB.webusb),
};

/** Every way that carries HID reports. */
export const hidWays: Readonly<Record<string, Reach>> = {
  'HID in process': emulated(hid, 'usb'),
  'USB/IP, HID': overUsbip('hid', HID),
};

function inProcess(fob: Fob, flow: Flow): Way {
  const plug = new InProcessPlug(flow.fobEnd(fob), 'sim:conformance');
  return { plug, link: () => inProcessLink(plug) };
}

function binding(fob: Fob, flow: Flow): Way {
  const ports = new FobBinding();
  const plug = ports.attach(PORT, flow.fobEnd(fob));
  return { plug, link: () => serialLink({ path: PORT, binding: ports }) };
}

async function pseudoTerminal(fob: Fob, flow: Flow): Promise<Way> {
  const plug = await openPtyPlug(flow.fobEnd(fob));
  return { plug, link: () => serialLink({ path: plug.url.slice('serial:'.length) }) };
}

async function tcp(fob: Fob, flow: Flow): Promise<Way> {
  const plug = await openTcpPlug(flow.fobEnd(fob));
  const port = Number(plug.url.slice(plug.url.lastIndexOf(':') + 1));
  return { plug, link: () => tcpLink({ host: '127.0.0.1', port }) };
}

function hid(fob: Fob, flow: Flow): Way {
  const devices = new FobHid();
  const plug = devices.attach(NODE, flow.usbEnd(fob, HID));
  return { plug, link: () => hidLink({ path: NODE, hid: devices }) };
}

function webUsb(fob: Fob, flow: Flow): Way {
  const usb = new FobUsb();
  const plug = usb.attach(flow.usbEnd(fob, FOB_USB.webusb));
  return { plug, link: () => webUsbLink({ deviceId: toHex(DEVICE_ID), usb }) };
}

function overUsbip(channel: keyof typeof usbipChannels, endpoints: UsbLinkEndpoints): Reach {
  return emulated(async (fob, flow) => {
    const server = await openUsbipServer();
    const plug = server.export(flow.usbEnd(fob, endpoints));
    const computer = new UsbipComputer(plug.url);
    return {
      plug,
      link: () => computer.link(usbipChannels[channel]),
      close: () => server.close(),
    };
  }, 'usb');
}
