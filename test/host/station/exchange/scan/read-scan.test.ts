import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBase32, formatOtpauth, fromHex, toHex } from '@fobkit/protocol';
import type { Scan, ScanWanted } from '../../../../../host/station/exchange/scan/read-scan.ts';
import { readScan } from '../../../../../host/station/exchange/scan/read-scan.ts';
import { secretOf, token } from '../tokens.ts';

// Not the seed of RFC 4226, whose two halves are the same.
const HEX = '6b1f0e5d4c3b2a9f8e7d6c5b4a39281706f5e4d3';
const BASE32 = encodeBase32(fromHex(HEX));
const URI = `otpauth://totp/Bank:FOB1?secret=${BASE32}&issuer=Bank&algorithm=SHA1&digits=6&period=30`;
const DEVICE = '00a1b2c3d4e5f607';
const known = (text: string): boolean => /^SKTS\d{8}$/.test(text);

function said(scan: Scan): string {
  return scan.kind === 'refused' ? scan.why : scan.kind;
}

describe('a seed is wanted', () => {
  test.each([
    ['the QR code', URI, 'otpauth'],
    ['the QR code with an end of line', `${URI}\r\n`, 'otpauth'],
    ['the QR code with an AIM identifier', `]Q1${URI}`, 'otpauth'],
    ['hex', HEX, 'bare-seed'],
    ['hex in capitals', HEX.toUpperCase(), 'bare-seed'],
    ['base32', BASE32, 'bare-seed'],
    ['base32 in fours', BASE32.replaceAll(/(.{4})/g, '$1 '), 'bare-seed'],
    ['base32 in lower case', BASE32.toLowerCase(), 'bare-seed'],
    ['the serial barcode', 'SKTS00509641', 'serial-as-seed'],
    ['a serial barcode of no known lot', '8659610123456', 'serial-as-seed'],
    ['a long serial number', '123456789012345678901234567890', 'serial-as-seed'],
    ['a token identifier', 'ALNG00001F2A', 'serial-as-seed'],
    ['a device id', DEVICE, 'device-id-as-seed'],
    ['a short seed', 'otpauth://totp/a?secret=GEZDGNBV', 'short-seed'],
    ['nothing', ' \r\n', 'empty'],
    ['half of hex', HEX.slice(0, 33), 'half'],
    ['half of base32', BASE32.slice(0, 30), 'half'],
    ['the beginning of the QR code', URI.slice(0, 30), 'half'],
    ['the end of the QR code', URI.slice(12), 'half'],
    ['the QR code behind something', `12${URI}`, 'half'],
    ['the QR code twice', `${URI}${URI}`, 'doubled'],
    ['hex twice', `${HEX}${HEX}`, 'doubled'],
    ['base32 twice', `${BASE32}${BASE32}`, 'doubled'],
    ['a web address', 'https://example.com/token', 'not-understood'],
    ['three QR codes', URI.repeat(200), 'too-long'],
  ])('%s', (_, typed, expected) => {
    expect(said(readScan(typed, 'seed', { knownSerial: known }))).toBe(expected);
  });

  test('the serial barcode is refused with what it is and what to do', () => {
    expect(readScan('SKTS00509641', 'seed', { knownSerial: known })).toEqual({
      kind: 'refused',
      why: 'serial-as-seed',
      message:
        'this is the serial barcode, which says nothing of the seed: scan the QR code of the seed',
    });
  });

  test('every seed is read as it is, from its QR code and by itself', () => {
    const sizes = fc.integer({ min: 16, max: 64 });
    fc.assert(
      fc.property(secretOf(sizes), (seed) => {
        const bytes = seed.reveal();
        const key = { account: 'FOB1', issuer: undefined };
        const parameters = { ...token().parameters, stepSeconds: 30, t0: 0, counter: 0 };
        const uri = formatOtpauth({ ...key, parameters: { ...parameters, secret: seed } });
        for (const typed of [uri, toHex(bytes), encodeBase32(bytes)]) {
          const scan = readScan(typed, 'seed');
          const got =
            scan.kind === 'otpauth'
              ? scan.key.parameters.secret
              : scan.kind === 'bare-seed'
                ? scan.seed
                : undefined;
          expect(got?.reveal()).toEqual(bytes);
        }
      }),
    );
  });
});

describe('a serial label is wanted', () => {
  test.each([
    ['one of the lot', 'SKTS00509641', 'serial'],
    ['one with an AIM identifier of Code 128', ']C0SKTS00509641\r', 'serial'],
    ['the QR code of a seed', URI, 'seed-as-serial'],
    ['a broken QR code of a seed', URI.replace('totp', 'xotp'), 'seed-as-serial'],
    ['a seed in hex', HEX, 'seed-as-serial'],
    ['a seed in base32', BASE32, 'seed-as-serial'],
    ['a device id', DEVICE, 'device-id-as-serial'],
    ['one of another lot', 'SKTT00509641', 'unknown-serial'],
    ['the barcode twice', 'SKTS00509641SKTS00509641', 'doubled'],
    ['half of it', 'SKTS0050', 'unknown-serial'],
  ])('%s', (_, typed, expected) => {
    expect(said(readScan(typed, 'serial', { knownSerial: known }))).toBe(expected);
  });

  test('any label is taken where no lot is known', () => {
    expect(readScan('12341234', 'serial')).toEqual({ kind: 'serial', serial: '12341234' });
  });

  test('a label that repeats itself is taken where the lot has it', () => {
    const twice = '0012341200123412';
    expect(said(readScan(twice, 'serial'))).toBe('doubled');
    expect(said(readScan(twice, 'serial', { knownSerial: (text) => text === twice }))).toBe(
      'serial',
    );
  });
});

describe('a device id is wanted', () => {
  test.each([
    [DEVICE.toUpperCase(), 'device-id'],
    ['SKTS00509641', 'not-understood'],
    [URI, 'seed-as-serial'],
  ])('%s', (typed, expected) => {
    expect(said(readScan(typed, 'device-id', { knownSerial: known }))).toBe(expected);
  });
});

describe('a wrong keyboard layout is told', () => {
  /** What one key types on two keyboards: ISO/IEC 9995 US, JIS X 6002, DIN 2137 T1. */
  const KEYS = {
    'japanese-computer': [":=&@'", '+^\'":'],
    'japanese-scanner': [":=&+'", "'_^:&"],
    'german-computer': [':/?=&yzYZ-', 'Ö-_´/zyZYß'],
    'german-scanner': [':/?=&yzYZ', '>&_)^zyZY'],
    'french-computer': [':/aqzwAQZWm', 'M!qawzQAWZ,'],
  } as const;

  test.each(Object.entries(KEYS))('%s', (layout, [meant, came]) => {
    const typed = URI.replaceAll(/[^]/g, (it) => came.charAt(meant.indexOf(it)) || it);
    const scan = readScan(typed, 'seed');
    expect(scan).toMatchObject({ why: 'layout', layout });
    const keyboard = { japanese: 'Japanese', german: 'German', french: 'French' };
    const [country = 'german'] = layout.split('-');
    expect(scan).toMatchObject({
      message: expect.stringContaining(keyboard[country as 'german']) as unknown,
    });
  });

  test('Caps Lock', () => {
    const typed = URI.replaceAll(/[a-z]+|[A-Z]+/g, (it) =>
      it === it.toUpperCase() ? it.toLowerCase() : it.toUpperCase(),
    );
    expect(readScan(typed, 'seed')).toMatchObject({
      why: 'layout',
      message: expect.stringContaining('Caps Lock') as unknown,
    });
  });

  test.each(['ＳＫＴＳ００５０９６４１', 'すかとす００５０９６４１', 'ｶﾅ123'])(
    'the Japanese input method: %s',
    (typed) => {
      expect(readScan(typed, 'serial')).toMatchObject({
        why: 'layout',
        message: expect.stringContaining('半角英数') as unknown,
      });
    },
  );
});

test('a refusal says nothing of what was scanned', () => {
  const wanted = fc.constantFrom<ScanWanted>('seed', 'serial', 'device-id');
  const cut = fc
    .record({ from: fc.nat(40), to: fc.integer({ min: 60, max: URI.length }), bare: fc.boolean() })
    .map(({ from, to, bare }) => (bare ? BASE32 : URI.slice(from, to)));
  fc.assert(
    fc.property(cut, wanted, (typed, as) => {
      const scan = readScan(typed, as, { knownSerial: known });
      if (scan.kind !== 'refused') return;
      expect(JSON.stringify(scan)).not.toContain(BASE32.slice(4, 10));
    }),
  );
});

test('what a person or a broken scanner types never crashes', () => {
  const wanted = fc.constantFrom<ScanWanted>('seed', 'serial', 'device-id');
  const mutated = fc
    .record({ at: fc.nat(URI.length - 1), put: fc.string({ maxLength: 3, unit: 'binary' }) })
    .map(({ at, put }) => URI.slice(0, at) + put + URI.slice(at + 1));
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string({ unit: 'binary' })), wanted, (typed, as) => {
      expect(readScan(typed, as)).toHaveProperty('kind');
    }),
    { numRuns: 1000 },
  );
});
