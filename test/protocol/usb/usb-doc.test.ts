import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { answerDescriptor } from '../../../protocol/usb/answer.ts';
import { CdcRequest, UsbDescriptorType } from '../../../protocol/usb/codes.ts';
import { endpointsOf, usbStringOf } from '../../../protocol/usb/description.ts';
import { describeFob, FOB_USB, FOB_VENDOR_CODE } from '../../../protocol/usb/fob-usb.ts';
import { decodeSetup } from '../../../protocol/usb/setup.ts';
import { framesOf } from '../../support/doc-frames.ts';

const PAGE = '08-usb.md';
const root = new URL('../../../', import.meta.url);
const text = readFileSync(new URL(`docs/protocol/${PAGE}`, root), 'utf8');
const frames = framesOf(PAGE);
const fob = describeFob({ deviceId: fromHex('0102030405abcdef'), firmwareVersion: '1.2.3' });

const frame = (name: string): string => toHex(frames.get(name) ?? new Uint8Array());
const answer = (type: number, index = 0, wIndex = 0): string =>
  toHex(answerDescriptor(fob, type, index, wIndex) ?? new Uint8Array());

describe('[USB-12] the descriptors of docs/protocol/08-usb.md are what a fob answers', () => {
  const { Device, Configuration, HidReport, String: Text, Bos } = UsbDescriptorType;

  it.each([
    ['usb-device', answer(Device)],
    ['usb-configuration', answer(Configuration)],
    ['usb-hid-report', answer(HidReport, 0, FOB_USB.hid.interface)],
    ['usb-languages', answer(Text)],
    ['usb-serial-number', answer(Text, 3, 0x0409)],
    ['usb-bos', answer(Bos)],
    ['usb-ms-os-20', toHex(fob.msOs20?.set ?? new Uint8Array())],
  ])('%s', (name, bytes) => {
    expect(bytes).toBe(frame(name));
  });

  it('[USB-13] every string of the table that is the same for all fobs', () => {
    const rows = [...text.matchAll(/^\| (\d) +\| `(fob [^`]+)`/gm)];
    expect(rows.map(([, index]) => index)).toEqual(['4', '5', '6']);
    for (const [, index, string] of rows) {
      expect(usbStringOf(fob, Number(index))).toBe(string);
    }
  });

  it('[USB-6] every endpoint of the table', () => {
    const rows = [...text.matchAll(/^\|[^|]*\|[^|]*\| (0x\d\d) /gm)].map(([, one]) => Number(one));
    const { hid, cdc, webusb } = FOB_USB;
    const own = [hid.in, hid.out, cdc.notify, cdc.in, cdc.out, webusb.in, webusb.out];
    expect(rows).toEqual(own);
  });

  it('[USB-9] every interval of the table', () => {
    const rows = [...text.matchAll(/\| (0x\d\d) +\| interrupt, \w+ +\| (\d+) ms/g)];
    expect(rows).toHaveLength(3);
    for (const [, address, interval] of rows) {
      const endpoint = endpointsOf(fob).find((one) => one.address === Number(address));
      expect(endpoint?.interval).toBe(Number(interval));
    }
  });
});

describe('the requests of docs/protocol/08-usb.md', () => {
  it('usb-get-ms-os-20 asks for the set, whole', () => {
    expect(decodeSetup(frames.get('usb-get-ms-os-20') ?? new Uint8Array())).toEqual({
      direction: 'in',
      type: 'vendor',
      recipient: 'device',
      request: FOB_VENDOR_CODE.msOs20,
      value: 0,
      index: 7,
      length: fob.msOs20?.set.length,
    });
  });

  it('usb-set-dtr sets DTR on the control interface', () => {
    expect(decodeSetup(frames.get('usb-set-dtr') ?? new Uint8Array())).toEqual({
      direction: 'out',
      type: 'class',
      recipient: 'interface',
      request: CdcRequest.SetControlLineState,
      value: 1,
      index: FOB_USB.cdc.control,
      length: 0,
    });
  });
});

describe('the rules of docs/protocol/08-usb.md', () => {
  const rulesIn = (source: string, pattern: RegExp): string[] =>
    Array.from(source.matchAll(pattern), ([, rule = '']) => rule);
  const declared = rulesIn(text, /^- \*\*\[(USB-\d+)\]\*\*/gm);

  it('are numbered without a gap, in their order', () => {
    expect(declared).toEqual(declared.map((_, i) => `USB-${String(i + 1)}`));
    expect(declared.length).toBeGreaterThan(10);
  });

  it('are all there that pages, code and tests cite', () => {
    const folders = [
      'docs/protocol/',
      'protocol/usb/',
      'firmware-sim/hardware/usb/',
      'test/protocol/usb/',
    ];
    const texts = folders.flatMap((folder) =>
      readdirSync(new URL(folder, root))
        .filter((name) => /\.(ts|md)$/.test(name))
        .map((name) => readFileSync(new URL(`${folder}${name}`, root), 'utf8')),
    );
    const cited = texts.flatMap((each) => rulesIn(each, /\[(USB-\d+)\]/g));
    expect(cited.filter((rule) => !declared.includes(rule))).toEqual([]);
  });

  it('are each held by a test that names it', () => {
    const tests = new URL('test/', root);
    const cited = readdirSync(tests, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => readFileSync(new URL(name, tests), 'utf8'))
      .flatMap((each) => rulesIn(each, /\[(USB-\d+)\]/g));
    expect(declared.filter((rule) => !cited.includes(rule))).toEqual([]);
  });
});
