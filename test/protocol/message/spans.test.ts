import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import { message, optional, required } from '../../../protocol/message/message.ts';
import { spansOf } from '../../../protocol/message/spans.ts';
import { bool, bytes, int, list, oneOf, text } from '../../../protocol/message/types.ts';

const inner = message('inner', { one: required(1, int(-300, 300)) });
const whole = message('whole', {
  flag: required(1, bool),
  label: optional(2, text(0, 9)),
  raw: optional(3, bytes(0, 9)),
  colour: optional(4, oneOf({ red: 0, blue: 300 })),
  inner: optional(5, inner),
  many: optional(6, list(inner, 4)),
  numbers: optional(7, list(int(0, 1000), 4)),
});

function places(hex: string, offset?: number) {
  const spans = spansOf(fromHex(hex), whole, offset === undefined ? {} : { offset });
  return spans.map(({ path, start, content, end, kind }) => [path, start, content, end, kind]);
}

describe('the places of the values of a message', () => {
  it('tell key, head and content', () => {
    // {1: true, 2: "ab", 3: h'00', 4: 300}
    expect(places('a4 01f5 02626162 034100 0419012c'.replaceAll(' ', ''))).toEqual([
      ['flag', 1, 3, 3, 'bool'],
      ['label', 3, 5, 7, 'text'],
      ['raw', 7, 9, 10, 'bytes'],
      ['colour', 10, 14, 14, 'name'],
    ]);
  });

  it('go into nested messages and lists', () => {
    // {1: false, 5: {1: -1}, 6: [{1: 2}, {}], 7: [3, 1000]}
    expect(places('a4 01f4 05a10120 0682a10102a0 0782031903e8'.replaceAll(' ', ''))).toEqual([
      ['flag', 1, 3, 3, 'bool'],
      ['inner.one', 5, 7, 7, 'integer'],
      ['many[0].one', 10, 12, 12, 'integer'],
      ['numbers[0]', 15, 16, 16, 'integer'],
      ['numbers[1]', 16, 19, 19, 'integer'],
    ]);
  });

  it('are told of fields that the schema does not know', () => {
    expect(places('a2 01f5 181982 0102'.replaceAll(' ', ''))).toEqual([
      ['flag', 1, 3, 3, 'bool'],
      ['key 25', 3, 5, 8, 'unknown'],
    ]);
  });

  it('of a value of another type are those of its item', () => {
    expect(places('a1 02 8201a10203'.replaceAll(' ', ''))).toEqual([['label', 1, 3, 7, 'text']]);
  });

  it('are counted from where the message begins in another', () => {
    expect(places('a101f5', 100)).toEqual([['flag', 101, 103, 103, 'bool']]);
  });

  it.each([
    ['cut short', 'a201f5'],
    ['longer than it says', 'a101f500'],
    ['no map', '8101'],
    ['a list that is none', 'a10601'],
    ['longer text than there are bytes', 'a1027b7fffffffffffffff'],
    ['more items than there are bytes', 'a1079b001fffffffffffff'],
  ])('are not told of what is %s', (_, hex) => {
    expect(() => places(hex)).toThrow(expect.objectContaining({ name: 'WireError' }) as Error);
  });
});
