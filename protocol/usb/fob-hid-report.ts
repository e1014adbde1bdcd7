import { encodeHidItems, hidItem, HidTag } from './hid-items.ts';

/** Vendor usage page of fobs, and the usage of their one collection ([USB-8]). */
export const FOB_HID_USAGE = { page: 0xff00, usage: 1 } as const;

/** Bits of an Input or Output item: data, variable, absolute (HID 1.11 §6.2.2.5). */
const VARIABLE = 0x02;
const APPLICATION = 0x01;

/** The report descriptor of a fob: 64 bytes in, 64 bytes out, no report id. */
export const FOB_HID_REPORT = encodeHidItems([
  hidItem(HidTag.UsagePage, FOB_HID_USAGE.page),
  hidItem(HidTag.Usage, FOB_HID_USAGE.usage),
  hidItem(HidTag.Collection, APPLICATION),
  hidItem(HidTag.LogicalMinimum, 0),
  // Signed, so that 255 wants two bytes.
  { tag: HidTag.LogicalMaximum, data: Uint8Array.of(0xff, 0x00) },
  hidItem(HidTag.ReportSize, 8),
  hidItem(HidTag.ReportCount, 64),
  hidItem(HidTag.Usage, 2),
  hidItem(HidTag.Input, VARIABLE),
  hidItem(HidTag.Usage, 3),
  hidItem(HidTag.Output, VARIABLE),
  hidItem(HidTag.EndCollection),
]);
