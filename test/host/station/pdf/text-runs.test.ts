import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pdfOf } from '../../../../host/station/pdf/document.ts';
import { lineWidth, wrapLines } from '../../../../host/station/pdf/draw-text.ts';
import { textRuns } from '../../../../host/station/pdf/text-runs.ts';

describe('runs of a text', () => {
  it('take rare letters from the parts of the typeface', () => {
    const runs = textRuns('高橋と髙橋');
    expect(runs.map(({ text }) => text)).toEqual(['高橋と', '髙', '橋']);
    expect(runs.map(({ part }) => part !== undefined)).toEqual([false, true, false]);
  });

  it('are the whole text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          textRuns(text)
            .map((run) => run.text)
            .join(''),
        ).toBe(text);
      }),
      { numRuns: 50 },
    );
  });
});

describe('lines of a text', () => {
  const style = { size: 8, weight: 400 } as const;
  const page = { title: '', createdUnixMs: 0, widthMm: 50, heightMm: 50 };

  it('are no wider than they may be, and lose no letter', async () => {
    const unit = fc.constantFrom('a', 'W', '更', '新', ' ', '-', '。', '0123456789abcdef', '髙');
    const texts = fc.sample(fc.string({ unit, maxLength: 60 }), { numRuns: 40, seed: 1 });
    await pdfOf(page, (pdf) => {
      for (const text of texts) {
        const lines = wrapLines(pdf, text, style, 40);
        expect(lines.join('').replace(/ /g, '')).toBe(text.replace(/ /g, ''));
        for (const line of lines) expect(lineWidth(pdf, line, style)).toBeLessThanOrEqual(40.001);
      }
    });
  });

  it('break where the text does', async () => {
    await pdfOf(page, (pdf) => {
      expect(wrapLines(pdf, 'one two\nthree', style, 400)).toEqual(['one two', 'three']);
      expect(wrapLines(pdf, '', style, 400)).toEqual(['']);
    });
  });
});
