import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activationCode,
  activationUrl,
  codeInFragment,
  groupedCode,
  readActivationCode,
} from '../../../../../host/bank/app/shared/activation-code.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const code = fc.uint8Array({ minLength: 17, maxLength: 17 }).map(activationCode);

describe('an activation code', () => {
  it('is 30 characters of Crockford’s alphabet, in six groups of five', () => {
    fc.assert(
      fc.property(code, (it) => {
        expect(groupedCode(it)).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/);
      }),
    );
  });

  it('has 130 of the random bits in it, the first two of the last byte too', () => {
    const zero = new Uint8Array(17);
    const codes = Array.from({ length: 130 }, (_, bit) => {
      const bytes = Uint8Array.from(zero);
      bytes[bit >> 3] = 0x80 >> (bit & 7);
      return activationCode(bytes).slice(0, 26);
    });
    expect(new Set([activationCode(zero).slice(0, 26), ...codes]).size).toBe(131);
  });

  it('is refused of too few random bytes', () => {
    expect(() => activationCode(new Uint8Array(16))).toThrow(RangeError);
  });

  it('has the check symbols of the specification', () => {
    // docs/bank/app.md §2, by hand: data 0…0 1, whose checks are the generator’s terms.
    const bytes = new Uint8Array(17);
    bytes[16] = 0x40;
    expect(activationCode(bytes)).toBe('0'.repeat(25) + '1' + checksOfOne());
  });
});

/** (x − 2)(x − 4)(x − 8)(x − 16) over GF(32), multiplied out with a field table made by shifting. */
function checksOfOne(): string {
  const times = (a: number, b: number): number => {
    let product = 0;
    for (let bit = 0; bit < 5; bit++) if ((b >> bit) & 1) product ^= a << bit;
    for (let bit = 8; bit >= 5; bit--) if ((product >> bit) & 1) product ^= 0b100101 << (bit - 5);
    return product;
  };
  const [a, b, c, d] = [2, 4, 8, 16] as const;
  const pairs = [times(a, b), times(a, c), times(a, d), times(b, c), times(b, d), times(c, d)];
  const triples = [
    times(times(a, b), c),
    times(times(a, b), d),
    times(times(a, c), d),
    times(times(b, c), d),
  ];
  const sum = (terms: readonly number[]): number => terms.reduce((all, one) => all ^ one, 0);
  const terms = [a ^ b ^ c ^ d, sum(pairs), sum(triples), times(times(a, b), times(c, d))];
  return terms.map((term) => ALPHABET.charAt(term)).join('');
}

describe('reading a code', () => {
  it('takes small letters, full-width ones, hyphens of any kind, spaces, O for 0, I and L for 1', () => {
    const spelling = fc.constantFrom<(text: string) => string>(
      (text) => text.toLowerCase(),
      (text) => text.replaceAll('0', 'O').replaceAll('1', 'l'),
      (text) => text.replaceAll('1', 'I').replaceAll('-', ' '),
      (text) => text.replaceAll('-', 'ー'),
      (text) => text.replaceAll('-', '\u2212'),
      (text) => text.replace(/[!-~]/g, (it) => String.fromCharCode(it.charCodeAt(0) + 0xfee0)),
      (text) => activationUrl('https://bank.example/app/token', text.replaceAll('-', '')),
      (text) => `  ${text}\n`,
    );
    fc.assert(
      fc.property(code, spelling, (it, spell) => {
        expect(readActivationCode(spell(groupedCode(it)))).toEqual({ code: it });
      }),
    );
  });

  it('tells one wrong character as a typo, and its group', () => {
    const place = fc.nat(29);
    fc.assert(
      fc.property(code, place, fc.integer({ min: 1, max: 31 }), (it, at, by) => {
        const wrong = ALPHABET.charAt((ALPHABET.indexOf(it.charAt(at)) + by) % 32);
        const typed = it.slice(0, at) + wrong + it.slice(at + 1);
        const group = Math.floor(at / 5) + 1;
        expect(readActivationCode(typed)).toEqual({ fault: 'typo', group });
      }),
    );
  });

  it('never takes a code with two, three or four wrong characters, nor two exchanged', () => {
    const changes = fc.uniqueArray(fc.nat(29), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(code, changes, fc.integer({ min: 1, max: 31 }), (it, places, by) => {
        const typed = [...it].map((character, at) =>
          places.includes(at)
            ? ALPHABET.charAt((ALPHABET.indexOf(character) + by) % 32)
            : character,
        );
        expect(readActivationCode(typed.join(''))).toMatchObject({ fault: 'typo' });
      }),
    );
    fc.assert(
      fc.property(code, fc.nat(28), (it, at) => {
        fc.pre(it.charAt(at) !== it.charAt(at + 1));
        const typed = it.slice(0, at) + it.charAt(at + 1) + it.charAt(at) + it.slice(at + 2);
        expect(readActivationCode(typed)).toMatchObject({ fault: 'typo' });
      }),
    );
  });

  it('tells a length that is none', () => {
    expect(readActivationCode('ABCDE-FGHJK')).toEqual({ fault: 'length', found: 10 });
    expect(readActivationCode('')).toEqual({ fault: 'length', found: 0 });
    expect(readActivationCode('A'.repeat(1_000_000))).toEqual({
      fault: 'length',
      found: 1_000_000,
    });
  });

  it('tells a character that no code has', () => {
    expect(readActivationCode('ABCDE-FGHJU')).toEqual({ fault: 'character', character: 'U' });
    expect(readActivationCode('あいう')).toEqual({ fault: 'character', character: 'あ' });
  });

  it('reads any text without a throw', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0x10ffff), { maxLength: 60 }), (points) => {
        expect(readActivationCode(String.fromCodePoint(...points))).toBeTypeOf('object');
      }),
    );
  });
});

describe('the address of the QR code', () => {
  it('has the code in its fragment, which is sent to no server', () => {
    fc.assert(
      fc.property(code, (it) => {
        const url = new URL(activationUrl('https://bank.example/app/token', it));
        expect(url.pathname + url.search).toBe('/app/token');
        expect(codeInFragment(url.hash)).toBe(groupedCode(it));
      }),
    );
  });

  it('is not read of other fragments', () => {
    expect(codeInFragment('')).toBeUndefined();
    expect(codeInFragment('#top')).toBeUndefined();
    expect(codeInFragment(`#a=${'A'.repeat(1000)}`)).toBeUndefined();
  });
});
