import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExchangeError } from '../../../../../host/station/exchange/exchange-error.ts';
import { MAX_FILE_BYTES } from '../../../../../host/station/exchange/front/text.ts';
import { readTokens } from '../../../../../host/station/exchange/front/read-tokens.ts';
import { RFC_BASE32, RFC_HEX, plain, read, texts } from '../tokens.ts';

const HEX = RFC_HEX;
const seedNumber = (number: number): string => HEX.slice(0, -2) + String(10 + number);
const GOOD = `FOB1,${HEX},totp,6,30\n`;

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what a file is', () => {
  test.each([
    ['privacyIDEA', `FOB1,${HEX},totp,6,30`, 'privacyidea'],
    ['privacyIDEA without a type', `FOB1,${HEX}`, 'privacyidea'],
    ['multiOTP', `FOB1;M;totp;${HEX};6;30`, 'multiotp'],
    ['multiOTP with commas', `FOB1,M,totp,${HEX},6,30`, 'multiotp'],
    ['Entra', `upn,serial number,secret key,time interval\n,FOB1,${RFC_BASE32},30`, 'entra'],
    ['a users file', `HOTP/T30 FOB1 - ${HEX}`, 'usersfile'],
    ['otpauth:', `otpauth://totp/FOB1?secret=${RFC_BASE32}`, 'otpauth'],
    ['below a comment', `# of the maker\n\nFOB1,${HEX}`, 'privacyidea'],
    [
      'PSKC',
      `<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"><KeyPackage>
        <DeviceInfo><Manufacturer>M</Manufacturer><SerialNo>FOB1</SerialNo></DeviceInfo>
        <Key Id="FOB1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
        <AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
        <Data><Secret><PlainValue>${Buffer.from(HEX, 'hex').toString('base64')}</PlainValue></Secret>
        <Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>30</PlainValue></TimeInterval>
        </Data></Key></KeyPackage></KeyContainer>`,
      'pskc',
    ],
  ])('%s is recognised', (_, text, expected) => {
    const { tokens, faults, format } = read(text);
    expect(faults).toEqual([]);
    expect(tokens.map(plain)).toMatchObject([{ serial: 'FOB1', seed: HEX }]);
    expect(format).toBe(expected);
  });

  test.each([
    ['nothing', '', 'no format that is known here'],
    ['prose', 'Dear bank,\nplease find the seeds.\n', 'no format that is known here'],
    ['a spreadsheet', 'PK\u0003\u0004', 'save the sheet as "CSV UTF-8"'],
    ['a PDF', '%PDF-1.7', 'scan its QR codes instead'],
    ['PGP', '-----BEGIN PGP MESSAGE-----', 'decrypt it first'],
    ['XML of another kind', '<Tokens/>', 'is no KeyContainer'],
    ['a heading alone', 'upn,serial number,secret key,time interval\n', 'has no tokens'],
  ])('%s is refused with what to do', (_, text, message) => {
    expect(() => read(text)).toThrow(ExchangeError);
    expect(() => read(text)).toThrow(message);
  });
});

describe('encodings', () => {
  const utf16 = (text: string, big: boolean): Uint8Array =>
    new Uint8Array(
      [...`\uFEFF${text}`].flatMap((it) => {
        const unit = it.charCodeAt(0);
        return big ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8];
      }),
    );

  test.each([
    ['UTF-8 with a byte order mark', bytesOf(`\uFEFF${GOOD}`)],
    ['lines that end in CR LF', bytesOf(GOOD.replace('\n', '\r\n'))],
    ['lines that end in CR', bytesOf(GOOD.replace('\n', '\r'))],
    ['no end of the last line', bytesOf(GOOD.trimEnd())],
    ['UTF-16 little-endian', utf16(GOOD, false)],
    ['UTF-16 big-endian', utf16(GOOD, true)],
  ])('%s', (_, bytes) => {
    expect(readTokens({ file: 'f', bytes }).tokens.map(plain)).toMatchObject([{ seed: HEX }]);
  });

  test('UTF-16 without a byte order mark is refused', () => {
    expect(() => readTokens({ file: 'f', bytes: utf16(GOOD, false).subarray(2) })).toThrow('NUL');
  });

  test('each line that is not UTF-8 is told', () => {
    const bytes = new Uint8Array([...bytesOf(GOOD), 0x8e, 0x52, 0x0a, ...bytesOf(GOOD), 0xff]);
    expect(() => readTokens({ file: 'f.csv', bytes })).toThrow(
      /^f\.csv:2: not UTF-8.*\nf\.csv:4: not UTF-8[^\n]*$/,
    );
  });

  test('a file that is too large is refused before it is looked at', () => {
    const bytes = new Uint8Array(MAX_FILE_BYTES + 1);
    expect(() => readTokens({ file: 'f', bytes })).toThrow('larger than 128 MiB');
  });
});

describe('a bad line is told by line, column, serial label and field', () => {
  test.each([
    [`,${HEX},totp,6,30`, ':2:1: serial: missing'],
    [`FOB2,${HEX.slice(1)},totp,6,30`, ':2:6: FOB2 seed: has an odd number of hex digits'],
    [`FOB2,xyz${HEX},totp,6,30`, ':2:6: FOB2 seed: not hex'],
    ['FOB2,,totp,6,30', ':2:6: FOB2 seed: missing'],
    ['FOB2', ': FOB2 seed: missing'],
    ['FOB2,00112233445566778899,totp,6,30', ':2:6: FOB2 seed: 10 bytes long: shorter than 16'],
    [`FOB2,${'ab'.repeat(65)},totp,6,30`, ':2:6: FOB2 seed: 65 bytes long: a fob takes at most 64'],
    [`FOB2,${seedNumber(2)},totp,3,30`, ':2:52: FOB2 digits: not a whole number from 4 to 10'],
    [`FOB2,${seedNumber(2)},totp,6,0`, ':2:54: FOB2 step: not a whole number from 1 to 3600'],
    [`FOB2,${seedNumber(2)},totp,6,1.5`, ':2:54: FOB2 step: not a whole number'],
    [`FOB2,${seedNumber(2)},hotp,6,-1`, ':2:54: FOB2 counter: not a whole number from 0'],
    [`FOB2,${seedNumber(2)},motp,6,30`, ':2:47: FOB2 type: not totp, hotp or ocra'],
    [`FOB2,${seedNumber(2)},ocra,OCRA-2`, ':2:52: FOB2 suite: OCRA suite: not OCRA version 1'],
    [`FOB2,${seedNumber(2)},totp,6,30,md5`, ':2:57: FOB2 hash: not sha1, sha256 or sha512'],
    [`山田,${seedNumber(2)}`, ':2:1: serial: a serial label is printable ASCII without blanks'],
    [`${'F'.repeat(33)},${seedNumber(2)}`, ':2:1: serial: a serial label has at most 32 bytes'],
    [`1.23457E+19,${seedNumber(2)}`, ':2:1: serial: a spreadsheet has shortened this number'],
    [`FOB2,3.13233E+39,totp`, ':2:6: FOB2 seed: a spreadsheet has shortened this number'],
    [`FOB1,${seedNumber(2)}`, ': FOB1 serial: the same as of line'],
    [`FOB2,${HEX.toUpperCase()}`, ': FOB2 seed: the same as of line 1'],
    [`FOB2,${'00'.repeat(3000)}`, ':2: longer than 4096 characters'],
    [`FO\u0007B2,${seedNumber(2)}`, ':2:1: serial: has a control character'],
  ])('%j', (line, text) => {
    const { tokens, faults } = read(`${GOOD}${line}\n`, { format: 'privacyidea' });
    expect(tokens).toEqual([]);
    expect(texts(faults).join('\n')).toContain(text);
  });

  test.each([
    ['"a@b', ':2:1: quotes are not closed'],
    [`"a"b,FOB2,${RFC_BASE32},30`, ':2:3: characters behind closing quotes'],
    [`a,FO"B2,${RFC_BASE32},30`, ':2:5: quotes inside a field'],
  ])('quotes: %j', (line, text) => {
    const heading = 'upn,serial number,secret key,time interval';
    const { faults } = read(`${heading}\n${line}\n,FOB3,${RFC_BASE32},31\n`);
    expect(texts(faults)[0]).toContain(text);
    // The line behind it is read all the same.
    expect(texts(faults)[1]).toBe('tokens.csv:3:40: FOB3 time interval: not 30 or 60');
  });

  test('all of them are listed, and nothing is imported', () => {
    const lines = ['FOB2,xx', `FOB3,${seedNumber(3)}`, 'FOB4,', `FOB5,${seedNumber(5)},yotp`];
    const { tokens, faults } = read(GOOD + lines.join('\n'));
    expect(tokens).toEqual([]);
    expect(faults.map(({ line }) => line)).toEqual([2, 4, 5]);
  });

  test('with keepGoing the bad ones are left out, and it says so', () => {
    const lines = [
      'FOB2,xx',
      `FOB3,${seedNumber(3)}`,
      `FOB4,${seedNumber(4)}`,
      `FOB4,${seedNumber(5)}`,
    ];
    const { tokens, faults, warnings } = read(GOOD + lines.join('\n'), { keepGoing: true });
    expect(tokens.map(({ serial }) => serial)).toEqual(['FOB1', 'FOB3']);
    expect(faults).toEqual([]);
    expect(texts(warnings)).toEqual([
      'tokens.csv:2:6: FOB2 seed: left out: not hex',
      'tokens.csv:4: FOB4 serial: left out: the same as of line 5',
      'tokens.csv:5: FOB4 serial: left out: the same as of line 4',
    ]);
  });

  test('a shorter seed is taken where it is allowed', () => {
    expect(read('FOB1,00112233', { minSeedBytes: 4 }).tokens).toHaveLength(1);
  });
});

test('no message says anything of a seed, wherever it stands', () => {
  const seed = seedNumber(7);
  const forms = ['hex', 'base32', 'uri'] as const;
  const rows = fc.record({
    cells: fc.array(
      fc.constantFrom(seed, 'FOB1', 'totp', '6', '30', '', 'x"', RFC_BASE32, `=${seed}`),
      { minLength: 1, maxLength: 9 },
    ),
    separator: fc.constantFrom(',', ';', ' ', '\t', '","'),
    form: fc.constantFrom(...forms),
    format: fc.constantFrom('privacyidea', 'multiotp', 'entra', 'usersfile', 'otpauth', undefined),
  });
  fc.assert(
    fc.property(rows, ({ cells, separator, form, format }) => {
      const row = cells.join(separator);
      const line = form === 'uri' ? `otpauth://totp/${row}?secret=${RFC_BASE32}1&x=${seed}` : row;
      const heading = format === 'entra' ? 'upn,serial number,secret key,time interval\n' : '';
      let said: string;
      try {
        const got = read(`${heading}${line}\n`, format === undefined ? {} : { format });
        said = [...got.faults, ...got.warnings].map((fault) => JSON.stringify(fault)).join('\n');
      } catch (error) {
        said = String(error);
      }
      expect(said).not.toContain(seed);
      expect(said).not.toContain(RFC_BASE32);
    }),
    { numRuns: 1000 },
  );
});

test('bytes of any kind never crash the reader', () => {
  const whole = bytesOf(
    `# version: 2\na,b,c,FOB1,${HEX},totp,6,30\n"x","y;z\nHOTP a - ${HEX} 1 2 3\notpauth://totp/x?secret=A\n`,
  );
  const mutated = fc
    .record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), cut: fc.nat(whole.length) })
    .map(({ at, byte, cut }) => whole.with(at, byte).subarray(0, cut));
  const format = fc.constantFrom(
    'privacyidea',
    'multiotp',
    'entra',
    'usersfile',
    'otpauth',
    'pskc',
  );
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })), format, (bytes, as) => {
      try {
        readTokens({ file: 'f', bytes, format: as });
      } catch (error) {
        expect(error).toBeInstanceOf(ExchangeError);
      }
    }),
    { numRuns: 1000 },
  );
});
