import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import { answerDescriptor } from '../../../protocol/usb/answer.ts';
import { bcdVersion } from '../../../protocol/usb/bcd.ts';
import { decodeBos } from '../../../protocol/usb/bos.ts';
import { decodeConfiguration } from '../../../protocol/usb/configuration.ts';
import { interfacesOf } from '../../../protocol/usb/description.ts';
import { describeFob, FOB_INTERFACE_GUID, FOB_USB } from '../../../protocol/usb/fob-usb.ts';
import { FOBKIT_USB } from '../../../protocol/usb/ids.ts';
import { decodeMsOs20Set } from '../../../protocol/usb/ms-os-20.ts';
import { registryTextList } from '../../../protocol/usb/ms-os-20-features.ts';

const deviceId = fromHex('0102030405abcdef');
const fob = describeFob({ deviceId, firmwareVersion: '1.2.3' });

describe('a fob on USB', () => {
  it('[USB-2] has its device id as serial number', () => {
    expect(fob.strings[fob.device.serialNumberIndex - 1]).toBe('0102030405abcdef');
    expect(() => describeFob({ deviceId: fromHex('01'), firmwareVersion: '1.2.3' })).toThrow(
      UsageError,
    );
  });

  it("[USB-3] has fobkit's ids, or its maker's", () => {
    expect(fob.device).toMatchObject(FOBKIT_USB);
    const made = describeFob({
      deviceId,
      firmwareVersion: '2.0.0',
      vendorId: 0x1234,
      productId: 0x5678,
      manufacturer: 'Maker',
      product: 'Token',
    });
    expect(made.device).toMatchObject({ vendorId: 0x1234, productId: 0x5678 });
    expect(made.device.deviceVersion).toBe(0x0200);
    expect(made.strings.slice(0, 2)).toEqual(['Maker', 'Token']);
  });

  it('[USB-1] announces a BOS, interface associations and one configuration, of value 1', () => {
    const { usbVersion, deviceClass, deviceSubclass, deviceProtocol } = fob.device;
    expect([usbVersion, deviceClass, deviceSubclass, deviceProtocol]).toEqual([
      0x0210, 0xef, 0x02, 0x01,
    ]);
    expect([fob.device.configurationCount, fob.configuration.value]).toEqual([1, 1]);
  });

  it('[USB-15] has WebUSB without a landing page and Microsoft OS 2.0, and no link power', () => {
    expect(fob.bos?.capabilities.map(({ kind }) => kind)).toEqual(['web-usb', 'ms-os-20']);
    expect(fob.bos?.capabilities[0]).toMatchObject({ landingPage: 0 });
    expect(fob.webUsb?.url).toBeUndefined();
  });

  it('what it encodes is what it says', () => {
    const configuration = answerDescriptor(fob, 2, 0, 0) ?? new Uint8Array();
    expect(decodeConfiguration(configuration)).toEqual(fob.configuration);
    expect(decodeBos(answerDescriptor(fob, 15, 0, 0) ?? new Uint8Array())).toEqual(fob.bos);
  });

  it('the lengths that one descriptor tells of another are right', () => {
    const [hid] = interfacesOf(fob)[0]?.descriptors ?? [];
    const length = answerDescriptor(fob, 0x22, 0, FOB_USB.hid.interface)?.length;
    expect(hid).toMatchObject({ kind: 'hid', descriptors: [{ type: 0x22, length }] });
    const sets = fob.bos?.capabilities.flatMap((one) => (one.kind === 'ms-os-20' ? one.sets : []));
    expect(sets).toMatchObject([{ setLength: fob.msOs20?.set.length }]);
  });

  it('every string index has its string, and no endpoint stands twice', () => {
    const { manufacturerIndex, productIndex, serialNumberIndex } = fob.device;
    const used = new Set([
      ...[manufacturerIndex, productIndex, serialNumberIndex, fob.configuration.stringIndex],
      ...fob.configuration.functions.map(({ association }) => association?.stringIndex ?? 0),
      ...interfacesOf(fob).map(({ stringIndex }) => stringIndex),
    ]);
    used.delete(0);
    expect([...used].sort()).toEqual(fob.strings.map((_, i) => i + 1));
    const addresses = interfacesOf(fob).flatMap(({ endpoints }) =>
      endpoints.map(({ address }) => address),
    );
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('[USB-16] tells Windows of the WebUSB interface alone', () => {
    const set = decodeMsOs20Set(fob.msOs20?.set ?? new Uint8Array());
    expect(set.features).toEqual([]);
    expect(set.configurations).toMatchObject([
      {
        index: 0,
        functions: [
          {
            firstInterface: FOB_USB.webusb.interface,
            features: [
              { compatibleId: 'WINUSB' },
              {
                name: 'DeviceInterfaceGUIDs',
                data: registryTextList([FOB_INTERFACE_GUID]),
              },
            ],
          },
        ],
      },
    ]);
  });
});

describe('bcdVersion', () => {
  it.each([
    ['0.0.0', 0x0000],
    ['1.2.3', 0x0123],
    ['10.0.9', 0x1009],
    ['1.12.0', 0x0190],
    ['1.2.34', 0x0129],
    ['100.0.0', 0x9900],
    ['999999999.999999999.999999999', 0x9999],
    ['1.2.3-rc.1', 0x0123],
  ])('%s', (version, bcd) => {
    expect(bcdVersion(version)).toBe(bcd);
  });

  it.each(['', '1', '1.2', 'v1.2.3', '1.2.', '-1.2.3', '1.2.9999999999'])('refuses %j', (text) => {
    expect(() => bcdVersion(text)).toThrow(UsageError);
  });
});
