import { toHex } from '../bytes/hex.ts';
import { checkDeviceId } from '../channel/device-id.ts';
import type { Bos } from './bos.ts';
import type { UsbDescription } from './description.ts';
import { FOB_USB, fobConfiguration, FobString } from './fob-configuration.ts';
import { FOB_HID_REPORT } from './fob-hid-report.ts';
import { FOBKIT_USB } from './ids.ts';
import { encodeMsOs20Set, WINDOWS_8_1 } from './ms-os-20.ts';
import { registryTextList, RegistryType } from './ms-os-20-features.ts';
import { bcdVersion } from './bcd.ts';
import { ENGLISH_US } from './strings.ts';
import { UsbClass } from './codes.ts';

export { FOB_USB } from './fob-configuration.ts';

/** What differs from fob to fob. */
export interface FobIdentity {
  /** Eight bytes; iSerial is their hex. */
  readonly deviceId: Uint8Array;
  /** As GetInfo tells it, `1.2.3`; bcdDevice is 0x0123. */
  readonly firmwareVersion: string;
  readonly vendorId?: number;
  readonly productId?: number;
  readonly manufacturer?: string;
  readonly product?: string;
}

/** bRequest of the two vendor requests that the BOS announces. */
export const FOB_VENDOR_CODE = { webUsb: 0x01, msOs20: 0x02 } as const;

/** The device interface class under which Windows programs find the WebUSB interface of a fob. */
export const FOB_INTERFACE_GUID = '{6a5bd8a1-3c2e-4f0b-9d57-1f0b0f0bd0c5}';

const MS_OS_20_SET = encodeMsOs20Set({
  windowsVersion: WINDOWS_8_1,
  features: [],
  configurations: [
    {
      index: 0,
      features: [],
      functions: [
        {
          firstInterface: FOB_USB.webusb.interface,
          features: [
            { kind: 'compatible-id', compatibleId: 'WINUSB', subCompatibleId: '' },
            {
              kind: 'registry-property',
              dataType: RegistryType.TextList,
              name: 'DeviceInterfaceGUIDs',
              data: registryTextList([FOB_INTERFACE_GUID]),
            },
          ],
        },
      ],
    },
  ],
});

const BOS: Bos = {
  capabilities: [
    { kind: 'web-usb', version: 0x0100, vendorCode: FOB_VENDOR_CODE.webUsb, landingPage: 0 },
    {
      kind: 'ms-os-20',
      sets: [
        {
          windowsVersion: WINDOWS_8_1,
          setLength: MS_OS_20_SET.length,
          vendorCode: FOB_VENDOR_CODE.msOs20,
          alternateEnumeration: 0,
        },
      ],
    },
  ],
};

/**
 * The USB description of a fob (docs/protocol/08-usb.md): HID, CDC-ACM and WebUSB in one
 * full-speed device.
 *
 * @throws UsageError when the device id has not 8 bytes or the version is not three numbers.
 */
export function describeFob(fob: FobIdentity): UsbDescription {
  checkDeviceId(fob.deviceId);
  return {
    device: {
      usbVersion: 0x0210,
      // The triple that announces interface associations.
      deviceClass: UsbClass.Miscellaneous,
      deviceSubclass: 2,
      deviceProtocol: 1,
      maxPacketSize0: 64,
      vendorId: fob.vendorId ?? FOBKIT_USB.vendorId,
      productId: fob.productId ?? FOBKIT_USB.productId,
      deviceVersion: bcdVersion(fob.firmwareVersion),
      manufacturerIndex: FobString.manufacturer,
      productIndex: FobString.product,
      serialNumberIndex: FobString.serialNumber,
      configurationCount: 1,
    },
    configuration: fobConfiguration,
    bos: BOS,
    strings: [
      fob.manufacturer ?? 'fobkit',
      fob.product ?? 'fobkit OTP fob',
      toHex(fob.deviceId),
      'fob HID',
      'fob serial',
      'fob WebUSB',
    ],
    languageId: ENGLISH_US,
    hidReports: { [FOB_USB.hid.interface]: FOB_HID_REPORT },
    webUsb: { vendorCode: FOB_VENDOR_CODE.webUsb },
    msOs20: { vendorCode: FOB_VENDOR_CODE.msOs20, set: MS_OS_20_SET },
  };
}
