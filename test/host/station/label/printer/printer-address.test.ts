import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PrinterError } from '../../../../../host/station/label/label.ts';
import { parsePrinterAddress } from '../../../../../host/station/label/printer/printer-address.ts';

describe('a printer address', () => {
  it.each([
    ['none', { place: { kind: 'none' } }],
    ['file:labels', { place: { kind: 'file', folder: 'labels' } }],
    ['file:///tmp/a b', { place: { kind: 'file', folder: '/tmp/a b' } }],
    ['file:what?is', { place: { kind: 'file', folder: 'what?is' } }],
    ['file:x?as=zpl', { place: { kind: 'file', folder: 'x' }, format: 'zpl' }],
    ['tcp://printer', { place: { kind: 'tcp', host: 'printer', port: 9100 } }],
    ['tcp://10.0.0.9:6101', { place: { kind: 'tcp', host: '10.0.0.9', port: 6101 } }],
    ['tcp://[fe80::1%eth0]:9100', { place: { kind: 'tcp', host: 'fe80::1%eth0', port: 9100 } }],
    ['lp:QL_800', { place: { kind: 'lp', queue: 'QL_800' } }],
    [
      'tcp://p?dpi=203&size=40x12&status=no&as=zpl-graphic',
      {
        place: { kind: 'tcp', host: 'p', port: 9100 },
        dpi: 203,
        size: { widthMm: 40, heightMm: 12 },
        askStatus: false,
        format: 'zpl-graphic',
      },
    ],
    [
      'lp:QL?as=brother-ql&media=17x54',
      { place: { kind: 'lp', queue: 'QL' }, format: 'brother-ql', media: '17x54' },
    ],
  ])('%s', (address, parsed) => {
    expect(parsePrinterAddress(address)).toEqual(parsed);
  });

  it.each([
    ['', /not none, file:DIR/],
    ['None', /not none/],
    ['file:', /not none/],
    ['tcp://', /not none/],
    ['tcp://host:0', /not none/],
    ['tcp://host:65536', /not none/],
    ['tcp://user@host', /not none/],
    ['tcp://host/path', /not none/],
    ['http://host', /not none/],
    ['lp:-o', /not none/],
    ['lp:a b', /not none/],
    ['lp:$(reboot)', /not none/],
    ['tcp://h?as=epl', /as is not zpl, zpl-graphic, brother-ql, png, pdf/],
    ['tcp://h?dpi=x', /dpi is not 203, 300 or 600/],
    ['tcp://h?size=9', /label size: not WIDTHxHEIGHT/],
    ['tcp://h?media=constructor', /media is not 12/],
    ['tcp://h?status=maybe', /status is not ask or no/],
    ['tcp://h?colour=red', /no such setting; there are as, dpi, size, media, status/],
  ])('%s is refused with what it wants', (address, message) => {
    expect(() => parsePrinterAddress(address)).toThrow(message);
    expect(() => parsePrinterAddress(address)).toThrow(PrinterError);
  });

  it('whatever it is, is parsed or refused as such', () => {
    const scheme = fc.constantFrom('', 'file:', 'tcp://', 'lp:', 'none');
    fc.assert(
      fc.property(scheme, fc.string(), fc.string(), (head, middle, tail) => {
        try {
          parsePrinterAddress(`${head}${middle}?${tail}`);
        } catch (error) {
          expect(error).toBeInstanceOf(PrinterError);
        }
      }),
    );
  });
});
