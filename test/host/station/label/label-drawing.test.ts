import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawLabel } from '../../../../host/station/label/label-drawing.ts';
import { labelLayout } from '../../../../host/station/label/label-layout.ts';
import type { LayoutOptions } from '../../../../host/station/label/label-layout.ts';
import { labelSize } from '../../../../host/station/label/label-size.ts';
import type { LabelContent } from '../../../../host/station/label/label.ts';
import { serialLabel } from './support/serials.ts';

const CONTENT = { serialLabel: 'SKTS00509641', deviceId: '0123456789abcdef' } as const;

const draw =
  (content: LabelContent, size: string, dpi: number, options: LayoutOptions = {}) =>
  () =>
    drawLabel(content, labelLayout(labelSize(size), options), dpi);

describe('a label that cannot be scanned is refused before it is printed', () => {
  it('a Code 128 too wide for the label tells the width and the resolution that would do', () => {
    expect(draw(CONTENT, '38x12', 203)).toThrow(
      'Code 128 of “SKTS00509641”: 38.6 mm with its quiet zones at 203 dpi, the label has 38.0 mm; ' +
        'a label 39 mm wide would do, or a printer of 300 dpi',
    );
    expect(draw(CONTENT, '39x12', 203)).not.toThrow();
    expect(draw(CONTENT, '38x12', 300)).not.toThrow();
  });

  it('the size that a refusal tells does', () => {
    const dpi = fc.constantFrom(203, 300, 600);
    const sides = fc.record({
      width: fc.integer({ min: 8, max: 60 }),
      height: fc.integer({ min: 8, max: 20 }),
    });
    fc.assert(
      fc.property(serialLabel, dpi, sides, (serial, dots, { width, height }) => {
        let size = { width, height };
        // Width of the bars, height of the matrix, room for the letters: each is told in its turn.
        for (let refusals = 0; refusals < 6; refusals++) {
          const told = refusalOf(
            draw(
              { ...CONTENT, serialLabel: serial },
              `${String(size.width)}x${String(size.height)}`,
              dots,
            ),
          );
          if (told === undefined) return;
          const both = /a label of (\d+) × (\d+) mm would do/.exec(told);
          const wide = /a label (\d+) mm wide would do/.exec(told)?.[1] ?? both?.[1];
          const high = /a label (\d+) mm high would do/.exec(told)?.[1] ?? both?.[2];
          const larger = {
            width: Math.max(size.width, Number(wide ?? 0)),
            height: Math.max(size.height, Number(high ?? 0)),
          };
          expect(larger).not.toEqual(size);
          size = larger;
        }
        expect.fail(`still refused at ${JSON.stringify(size)}`);
      }),
      { numRuns: 60 },
    );
  });

  it('no module is narrower than two dots or 0.165 mm', () => {
    fc.assert(
      fc.property(serialLabel, fc.constantFrom(203, 300, 600, 1200), (serial, dpi) => {
        const layout = labelLayout({ widthMm: 110, heightMm: 30 });
        for (const mark of drawLabel({ serialLabel: serial }, layout, dpi).marks) {
          if (mark.kind === 'text') continue;
          expect(mark.moduleDots).toBeGreaterThanOrEqual(2);
          expect((mark.moduleDots * 25.4) / dpi).toBeGreaterThanOrEqual(0.165);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leaves the quiet zones free: ten modules beside the bars', () => {
    for (const [size, dpi] of [
      ['39x12', 203],
      ['38x12', 300],
      ['50x20', 600],
    ] as const) {
      const { width, marks } = draw(CONTENT, size, dpi)();
      const bars = marks.find((mark) => mark.kind === 'bars');
      const quiet = 10 * (bars?.moduleDots ?? 0);
      expect(bars?.x).toBeGreaterThanOrEqual(quiet);
      const end = (bars?.x ?? 0) + (bars?.modules.length ?? 0) * (bars?.moduleDots ?? 0);
      expect(end + quiet).toBeLessThanOrEqual(width);
    }
  });

  it('a DataMatrix with the device id on a low label tells the height that would do', () => {
    const options = { dataMatrix: 'serial-device' } as const;
    expect(draw(CONTENT, '40x11', 203, options)).toThrow(
      /^DataMatrix of 29 characters: 5\.6 mm square at 203 dpi, the label has 5\.1 mm; a label 12 mm high would do, or a printer of 300 dpi$/,
    );
  });

  it('letters too small to read are refused', () => {
    const long = { serialLabel: '12345678901234567890123456789012' };
    expect(draw(long, '30x10', 600, { code128: false })).toThrow(/letters would be .* mm high/);
  });
});

describe('what no bar code can say is refused by name', () => {
  it.each([
    ['', /empty/],
    ['1234567890123456789012345678901234', /34 characters, a fob has place for 32/],
    ['鍵123', /character 1 is U\+9375/],
    ['AB\u00e9', /character 3 is U\+00E9/],
    ['AB\n12', /character 3 is U\+000A/],
    ['AB\u{1f600}', /character 3 is U\+1F600/],
    [' AB12', /space at its beginning or end/],
    ['AB12 ', /space at its beginning or end/],
  ])('serial label %j', (serial, message) => {
    expect(draw({ serialLabel: serial }, '50x20', 300)).toThrow(message);
  });

  it.each([undefined, '', 'XYZ', '0123ABCD', '../..'])('device id %j where it is wanted', (id) => {
    const content = { serialLabel: 'A1', ...(id === undefined ? {} : { deviceId: id }) };
    const wish = { dataMatrix: 'serial-device' } as const;
    expect(draw(content, '50x20', 300, wish)).toThrow(/device id: wanted in the DataMatrix/);
  });

  it.each([0, -1, 72, 203.5, 100_000, Number.NaN])('a resolution of %d', (dpi) => {
    expect(draw(CONTENT, '50x20', dpi)).toThrow(/is not one of a label printer/);
  });

  it('a lot whose name does not print, an expiry that is no date', () => {
    const lot = { ...CONTENT, lot: 'A\u0000B' };
    expect(draw(lot, '50x20', 300, { lot: true })).toThrow(/^lot: /);
    const rare = { ...CONTENT, lot: '髙島' };
    expect(draw(rare, '50x20', 300, { lot: true })).toThrow(/^lot: .* no letter for “髙”/);
    const never = { ...CONTENT, expiry: Number.MAX_SAFE_INTEGER };
    expect(draw(never, '50x20', 300, { expiry: true })).toThrow(/^expiry: not a date/);
  });
});

describe('the date of expiry', () => {
  // 2031-03-31 00:00 in Tokyo is the 30th in Greenwich.
  const content = { ...CONTENT, expiry: Date.UTC(2031, 2, 30, 15) / 1000 };

  it.each([
    ['ja', '更新予定日 2031/03/31'],
    ['en', 'RENEW BY 2031-03-30'],
  ] as const)('is that of the language’s own zone: %s', (language, text) => {
    const { marks } = draw(content, '50x20', 300, { expiry: true, language })();
    expect(marks).toContainEqual(expect.objectContaining({ kind: 'text', text }));
  });
});

function refusalOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
