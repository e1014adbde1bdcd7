import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelLayout } from '../../../../host/station/label/label-layout.ts';
import { labelRaster } from '../../../../host/station/label/label-raster.ts';
import { labelZpl } from '../../../../host/station/label/label-zpl.ts';
import type { LabelContent } from '../../../../host/station/label/label.ts';
import { code128 } from '../../../../host/station/label/symbol.ts';
import { zplCode128, zplField } from '../../../../host/station/label/zpl-text.ts';
import { dmtx, needs, zbar } from './support/readers.ts';
import { serialLabel } from './support/serials.ts';
import { renderZpl } from './support/zpl-renderer.ts';

const { skipped, reason } = needs('zbarimg', 'dmtxread');
const WIDE = { widthMm: 100, heightMm: 20 };

const rendered = async (zpl: string, dotsPerMm: number): Promise<readonly Uint8Array[]> =>
  renderZpl(zpl, { ...WIDE, dotsPerMm });

const zplOf = (content: LabelContent, dpi: number, asGraphic = false): string =>
  labelZpl(content, {
    layout: labelLayout(WIDE, { lot: true, expiry: true, language: 'ja' }),
    dpi,
    asGraphic,
  });

describe.skipIf(skipped)(`a label in ZPL${reason}`, () => {
  it.each([
    [203, 8],
    [300, 12],
  ])('is read back at %d dpi, whatever the scheme of its serial', async (dpi, dotsPerMm) => {
    for (const serial of fc.sample(serialLabel, { numRuns: 3, seed: dpi })) {
      const content = { serialLabel: serial, lot: 'ロット1', expiry: 1_932_681_600 };
      const [picture = new Uint8Array(), ...more] = await rendered(zplOf(content, dpi), dotsPerMm);
      expect(more).toEqual([]);
      expect(zbar(picture, 'code128')).toEqual([serial]);
      expect(dmtx(picture)).toBe(serial);
    }
  });

  it.each([
    'A^XZ^XA^FDB',
    '~JA~HS',
    '_5E_7E',
    'A>0>:>;B',
    '^FS^PQ99',
    '!#$%&_~^',
    'A\\&,B',
    'C~^^CC',
  ])('nothing in a serial is a command: %s', async (serial) => {
    const zpl = zplOf({ serialLabel: serial, lot: serial }, 203);
    expect(
      zpl.replace(/\^(?:XA|XZ|CI|PW|LL|LH|FW|FO|BY|BC|BX|FH|FD|FS|A0|PQ|GF)/g, ''),
    ).not.toMatch(/[\^~]/);
    expect(zpl.match(/\^XA/g)).toHaveLength(1);
    expect(zpl.match(/\^PQ1,/g)).toHaveLength(1);
    const [picture = new Uint8Array(), ...more] = await rendered(zpl, 8);
    expect(more).toEqual([]);
    expect(zbar(picture, 'code128')).toEqual([serial]);
    expect(dmtx(picture)).toBe(serial);
  });

  it('as one graphic is read back as well', async () => {
    const [picture = new Uint8Array()] = await rendered(
      zplOf({ serialLabel: 'SKTS00509641' }, 203, true),
      8,
    );
    expect(zbar(picture, 'code128')).toEqual(['SKTS00509641']);
    expect(dmtx(picture)).toBe('SKTS00509641');
  });
});

describe('a graphic field', () => {
  it('holds the dots of the raster', () => {
    const content = { serialLabel: 'SKTS00509641' };
    const layout = labelLayout(WIDE);
    const field = /\^GFA,(\d+),\1,(\d+),([0-9A-F,]*)\^FS/.exec(
      labelZpl(content, { layout, dpi: 203, asGraphic: true }),
    );
    const [, total, rowBytes, data = ''] = field ?? [];
    const bitmap = labelRaster(content, layout, 203);
    expect([Number(total), Number(rowBytes)]).toEqual([bitmap.data.length, bitmap.rowBytes]);
    expect(decodeGraphic(data, bitmap.rowBytes * 2)).toBe(
      Buffer.from(bitmap.data).toString('hex').toUpperCase(),
    );
  });
});

/** ^GFA's hexadecimal, where a comma fills a row up with zeros. */
function decodeGraphic(data: string, rowDigits: number): string {
  let out = '';
  for (const sign of data) {
    if (sign !== ',') out += sign;
    else out = out.padEnd((Math.floor(out.length / rowDigits) + 1) * rowDigits, '0');
  }
  return out;
}

describe('Code 128 for ^BC', () => {
  // The example of the ZPL II Programming Guide, ^BC, has >5 and >6 in this way.
  it.each([
    ['382436CODE', '>;382436>6CODE'],
    ['SKTS00509641', '>:SKTS>500509641'],
    ['00509641', '>;00509641'],
    ['12', '>;12'],
    ['A>B', '>:A>0B'],
    ['AB12', '>:AB12'],
    ['AB1234C', '>:AB1234C'],
  ])('%s', (text, data) => {
    expect(zplCode128(text).data).toBe(data);
  });

  it('is never longer than the layout made room for', () => {
    fc.assert(
      fc.property(serialLabel, (serial) => {
        expect(zplCode128(serial).modules).toBeLessThanOrEqual(code128(serial).length);
      }),
    );
  });
});

describe('field data', () => {
  it('has no command and comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const field = zplField(text);
        expect(field).toMatch(/^[0-9A-Za-z :;./_-]*$/);
        const bytes = field.replace(/_([0-9A-F]{2})/g, (_all, hex: string) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        );
        expect(Buffer.from(bytes, 'latin1').toString('utf8')).toBe(text.toWellFormed());
      }),
      { numRuns: 50 },
    );
  });
});
