import { UsbClass, UsbDescriptorType } from '../usb/codes.ts';
import type { UsbDescription } from '../usb/description.ts';
import { encodeHidItems, hidItem, HidTag } from '../usb/hid-items.ts';
import { ENGLISH_US } from '../usb/strings.ts';
import { NITROKEY_USB } from './usb-ids.ts';

/** Interface and endpoint of a Nitrokey Pro's keyboard (CCIDHID_usb_desc.c). */
export const NITROKEY_KEYBOARD = { interface: 0, in: 0x84 } as const;

const VARIABLE = 0x02;
const CONSTANT = 0x03;
const ARRAY = 0x00;
const APPLICATION = 0x01;

/**
 * A boot keyboard's report descriptor with a feature report of 64 bytes in it: without that item a
 * host's HID driver would not let feature reports through.
 */
export const NITROKEY_HID_REPORT = encodeHidItems([
  hidItem(HidTag.UsagePage, 0x01),
  hidItem(HidTag.Usage, 0x06),
  hidItem(HidTag.Collection, APPLICATION),
  hidItem(HidTag.UsagePage, 0x07),
  hidItem(HidTag.UsageMinimum, 0xe0),
  hidItem(HidTag.UsageMaximum, 0xe7),
  hidItem(HidTag.LogicalMinimum, 0),
  hidItem(HidTag.LogicalMaximum, 1),
  hidItem(HidTag.ReportSize, 1),
  hidItem(HidTag.ReportCount, 8),
  hidItem(HidTag.Input, VARIABLE),
  hidItem(HidTag.ReportCount, 1),
  hidItem(HidTag.ReportSize, 8),
  hidItem(HidTag.Input, CONSTANT),
  hidItem(HidTag.ReportCount, 5),
  hidItem(HidTag.ReportSize, 1),
  hidItem(HidTag.UsagePage, 0x08),
  hidItem(HidTag.UsageMinimum, 1),
  hidItem(HidTag.UsageMaximum, 5),
  hidItem(HidTag.Output, VARIABLE),
  hidItem(HidTag.ReportCount, 1),
  hidItem(HidTag.ReportSize, 3),
  hidItem(HidTag.Output, CONSTANT),
  hidItem(HidTag.ReportCount, 6),
  hidItem(HidTag.ReportSize, 8),
  hidItem(HidTag.LogicalMinimum, 0),
  hidItem(HidTag.LogicalMaximum, 0x65),
  hidItem(HidTag.UsagePage, 0x07),
  hidItem(HidTag.UsageMinimum, 0),
  hidItem(HidTag.UsageMaximum, 0x65),
  hidItem(HidTag.Input, ARRAY),
  hidItem(HidTag.Usage, 0x03),
  hidItem(HidTag.ReportSize, 8),
  hidItem(HidTag.ReportCount, 64),
  hidItem(HidTag.Feature, VARIABLE),
  hidItem(HidTag.EndCollection),
]);

/** Digits of iSerial: the card's eight behind zeros (hw_config.c). */
const SERIAL_DIGITS = 24;

/**
 * The USB description of a Nitrokey Pro: its keyboard, which carries the feature reports. The smart
 * card reader, interface 1 of a real one, is left out.
 *
 * @param cardSerial The number of its smart card, 32 bits.
 */
export function describeNitrokeyPro(cardSerial: number): UsbDescription {
  return {
    device: {
      usbVersion: 0x0110,
      deviceClass: UsbClass.PerInterface,
      deviceSubclass: 0,
      deviceProtocol: 0,
      maxPacketSize0: 64,
      ...NITROKEY_USB.pro,
      deviceVersion: 0x0101,
      manufacturerIndex: 1,
      productIndex: 2,
      serialNumberIndex: 3,
      configurationCount: 1,
    },
    configuration: {
      value: 1,
      selfPowered: false,
      remoteWakeup: false,
      maxPowerMilliamps: 100,
      stringIndex: 0,
      functions: [
        {
          interfaces: [
            {
              number: NITROKEY_KEYBOARD.interface,
              alternate: 0,
              class: UsbClass.Hid,
              subclass: 1,
              protocol: 1,
              stringIndex: 0,
              descriptors: [
                {
                  kind: 'hid',
                  version: 0x0110,
                  countryCode: 0,
                  descriptors: [
                    { type: UsbDescriptorType.HidReport, length: NITROKEY_HID_REPORT.length },
                  ],
                },
              ],
              endpoints: [
                {
                  address: NITROKEY_KEYBOARD.in,
                  transfer: 'interrupt',
                  maxPacketSize: 8,
                  interval: 10,
                },
              ],
            },
          ],
        },
      ],
    },
    strings: [
      'Nitrokey',
      'Nitrokey Pro',
      cardSerial.toString(16).toUpperCase().padStart(SERIAL_DIGITS, '0'),
    ],
    languageId: ENGLISH_US,
    hidReports: { [NITROKEY_KEYBOARD.interface]: NITROKEY_HID_REPORT },
  };
}
