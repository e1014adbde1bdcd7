import {
  describeFob,
  describeNitrokeyPro,
  FOB_USB,
  NITROKEY_KEYBOARD,
  NITROKEY_REPORT_LENGTH,
  type UsbDescription,
  UsageError,
} from '@fobkit/protocol';
import type { LinkKind } from '../firmware/env.ts';
import { cardSerialOf } from '../firmware/nitrokey/card-serial.ts';
import { CdcFunction } from '../hardware/usb/cdc-function.ts';
import type { ClassFunction } from '../hardware/usb/class-function.ts';
import type { FunctionLink } from '../hardware/usb/data-pipe.ts';
import { FeatureFunction } from '../hardware/usb/feature-function.ts';
import { HidFunction } from '../hardware/usb/hid-function.ts';
import { VendorFunction } from '../hardware/usb/vendor-function.ts';
import { type FobType, isTokenProfile } from '../profile/fob-type.ts';
import type { Identity } from './identity.ts';

/** Makes the link behind a function; `toHost` takes what the firmware sends on it. */
export type LinkMaker = (kind: LinkKind, toHost: (bytes: Uint8Array) => void) => FunctionLink;

/** What a fob type is on USB: what it tells of itself, and the functions that do it. */
export interface UsbProduct {
  readonly description: UsbDescription;
  classes(link: LinkMaker): readonly ClassFunction[];
}

/** @throws UsageError when this fob type has no USB. */
export function usbProductOf(profile: FobType, { deviceId }: Identity): UsbProduct {
  if (isTokenProfile(profile)) {
    return { description: describeNitrokeyPro(cardSerialOf(deviceId)), classes: nitrokeyClasses };
  }
  if (profile.wire !== 'usb') {
    throw new UsageError(`profile ${profile.name} has no USB: it cannot be put on a USB cable`);
  }
  const { firmwareVersion } = profile.product;
  return { description: describeFob({ deviceId, firmwareVersion }), classes: fobClasses };
}

/** Bytes of a report and of every bulk packet. */
const PACKET = 64;

/** HID, a serial port and WebUSB, each with a link of its own (docs/protocol/08-usb.md). */
function fobClasses(link: LinkMaker): readonly ClassFunction[] {
  const { cdc, hid, webusb } = FOB_USB;
  return [
    linked('reports', link, (to) => {
      const endpoints = { in: hid.in, out: hid.out };
      return new HidFunction({ interface: hid.interface, endpoints, reportLength: PACKET }, to);
    }),
    linked('stream', link, (to) => {
      const { control, data } = cdc;
      const endpoints = { in: cdc.in, out: cdc.out };
      return new CdcFunction({ control, data, endpoints, packetSize: PACKET }, to);
    }),
    linked('stream', link, (to) => {
      const endpoints = { in: webusb.in, out: webusb.out };
      return new VendorFunction({ interface: webusb.interface, endpoints, packetSize: PACKET }, to);
    }),
  ];
}

/** A keyboard that types nothing, and whose feature reports carry all that is said. */
function nitrokeyClasses(link: LinkMaker): readonly ClassFunction[] {
  return [
    linked('feature-reports', link, (to) => {
      return new FeatureFunction(NITROKEY_KEYBOARD.interface, NITROKEY_REPORT_LENGTH, to);
    }),
  ];
}

interface Speaks {
  toHost(bytes: Uint8Array): void;
}

/** A function and the link behind it, which know each other. */
export function linked<F extends ClassFunction & Speaks>(
  kind: LinkKind,
  link: LinkMaker,
  make: (to: FunctionLink) => F,
): F {
  const own: { function?: F } = {};
  own.function = make(link(kind, (bytes) => own.function?.toHost(bytes)));
  return own.function;
}
