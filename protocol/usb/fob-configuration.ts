import { UsbClass, UsbDescriptorType } from './codes.ts';
import { FOB_HID_REPORT } from './fob-hid-report.ts';
import type { EndpointDescriptor, UsbConfiguration, UsbFunction } from './interface-descriptors.ts';

/** Interface numbers and endpoint addresses of a fob (docs/protocol/08-usb.md §8.2). */
export const FOB_USB = {
  hid: { interface: 0, in: 0x81, out: 0x01 },
  cdc: { control: 1, data: 2, notify: 0x82, in: 0x83, out: 0x03 },
  webusb: { interface: 3, in: 0x84, out: 0x04 },
} as const;

/** Indices of a fob's strings. */
export const FobString = {
  manufacturer: 1,
  product: 2,
  serialNumber: 3,
  hid: 4,
  serial: 5,
  webusb: 6,
} as const;

/** CDC subclass of an abstract control model (CDC 1.2 table 4). */
const ACM = 2;

/** Line coding and control line state, and SEND_BREAK (PSTN 1.2 table 4). */
const ACM_CAPABILITIES = 0x02 | 0x04;

const PACKET = 64;

/** Milliseconds between two polls: see [USB-9] for what more would cost the bus. */
const HID_INTERVAL = 2;
const NOTIFY_INTERVAL = 16;

const bulk = (address: number): EndpointDescriptor => {
  return { address, transfer: 'bulk', maxPacketSize: PACKET, interval: 0 };
};

const interrupt = (address: number): EndpointDescriptor => {
  return { address, transfer: 'interrupt', maxPacketSize: PACKET, interval: HID_INTERVAL };
};

const hid: UsbFunction = {
  interfaces: [
    {
      number: FOB_USB.hid.interface,
      alternate: 0,
      class: UsbClass.Hid,
      subclass: 0,
      protocol: 0,
      stringIndex: FobString.hid,
      descriptors: [
        {
          kind: 'hid',
          version: 0x0111,
          countryCode: 0,
          descriptors: [{ type: UsbDescriptorType.HidReport, length: FOB_HID_REPORT.length }],
        },
      ],
      endpoints: [interrupt(FOB_USB.hid.in), interrupt(FOB_USB.hid.out)],
    },
  ],
};

const cdc: UsbFunction = {
  association: {
    firstInterface: FOB_USB.cdc.control,
    interfaceCount: 2,
    class: UsbClass.Communications,
    subclass: ACM,
    protocol: 0,
    stringIndex: FobString.serial,
  },
  interfaces: [
    {
      number: FOB_USB.cdc.control,
      alternate: 0,
      class: UsbClass.Communications,
      subclass: ACM,
      protocol: 0,
      stringIndex: FobString.serial,
      descriptors: [
        { kind: 'cdc-header', version: 0x0120 },
        { kind: 'cdc-call-management', capabilities: 0, dataInterface: FOB_USB.cdc.data },
        { kind: 'cdc-acm', capabilities: ACM_CAPABILITIES },
        {
          kind: 'cdc-union',
          controlInterface: FOB_USB.cdc.control,
          subordinateInterfaces: [FOB_USB.cdc.data],
        },
      ],
      endpoints: [
        {
          address: FOB_USB.cdc.notify,
          transfer: 'interrupt',
          maxPacketSize: 16,
          interval: NOTIFY_INTERVAL,
        },
      ],
    },
    {
      number: FOB_USB.cdc.data,
      alternate: 0,
      class: UsbClass.CdcData,
      subclass: 0,
      protocol: 0,
      stringIndex: 0,
      descriptors: [],
      endpoints: [bulk(FOB_USB.cdc.in), bulk(FOB_USB.cdc.out)],
    },
  ],
};

const webusb: UsbFunction = {
  interfaces: [
    {
      number: FOB_USB.webusb.interface,
      alternate: 0,
      class: UsbClass.Vendor,
      subclass: 0,
      protocol: 0,
      stringIndex: FobString.webusb,
      descriptors: [],
      endpoints: [bulk(FOB_USB.webusb.in), bulk(FOB_USB.webusb.out)],
    },
  ],
};

/** The one configuration of a fob, the same for all. */
export const fobConfiguration: UsbConfiguration = {
  value: 1,
  selfPowered: false,
  remoteWakeup: false,
  maxPowerMilliamps: 100,
  stringIndex: 0,
  functions: [hid, cdc, webusb],
};
