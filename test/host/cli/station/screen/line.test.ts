import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitted,
  fittedRight,
  justified,
  span,
  textOf,
  widthOf,
  wrapped,
} from '../../../../../host/cli/station/screen/line.ts';

describe('columns', () => {
  it('a kanji has two, and half of one is never drawn', () => {
    expect(fitted('完了', 6)).toBe('完了  ');
    expect(fitted('完了しました', 6)).toBe('完了… ');
    expect(fittedRight('4 秒', 6)).toBe('  4 秒');
  });

  it('any text fits into any number of them', () => {
    const some = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 60 }), (text, columns) => {
        expect(widthOf(fitted(text, columns))).toBe(columns);
      }),
    );
  });
});

it('what stands at the right edge stays, what stands at the left gives way', () => {
  expect(textOf(justified([span('a long name')], [span('12:00')], 12))).toBe('a lon… 12:00');
});

describe('wrapped', () => {
  it('breaks at spaces, and anywhere where there are none', () => {
    expect(wrapped('put the fob in again', 10)).toEqual(['put the', 'fob in', 'again']);
    expect(wrapped('挿し直してください', 8)).toEqual(['挿し直し', 'てくださ', 'い']);
  });

  it('loses no word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 40 }), (some, columns) => {
        expect(wrapped(some.join(' '), columns).join(' ')).toBe(some.join(' '));
      }),
    );
  });
});
