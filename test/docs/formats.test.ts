import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Secret } from '@fobkit/protocol';
import {
  type TokenFormat,
  type TokenParameters,
  type TokenRecord,
  TOKEN_FORMATS,
  lossesOf,
  readTokens,
  refusalsOf,
} from '@fobkit/station';

const page = readFileSync(
  join(import.meta.dirname, '..', '..', 'docs', 'station', 'formats.md'),
  'utf8',
);

/** Cells of the table with this heading, by row and column. */
function table(heading: RegExp): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => heading.test(line));
  const rows = lines.slice(start, lines.indexOf('', start)).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
  const [[, ...columns] = [], , ...body] = rows;
  return new Map(
    body.map(([name = '', ...cells]) => [
      name,
      new Map(
        columns.flatMap((column, index) =>
          column.split(', ').map((format) => [format, cells[index] ?? ''] as const),
        ),
      ),
    ]),
  );
}

function tokenOf(
  parameters: Partial<TokenParameters> = {},
  fields: Partial<TokenRecord> = {},
): TokenRecord {
  return {
    serial: 'SKTS00509641',
    seed: new Secret(new Uint8Array(20).fill(1)),
    parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30, ...parameters },
    ...fields,
  };
}

const seedOf = (size: number): Partial<TokenRecord> => ({
  seed: new Secret(new Uint8Array(size).fill(1)),
});

/** Tokens that the format can say, and those that it cannot, where a cell says this. */
const CLAIMS: Readonly<Record<string, Readonly<Record<string, [TokenRecord[], TokenRecord[]]>>>> = {
  TOTP: { yes: [[tokenOf()], []] },
  HOTP: bothWays(tokenOf({ mode: 'hotp', counter: 0 })),
  OCRA: bothWays(tokenOf({ mode: 'ocra', suite: 'OCRA-1:HOTP-SHA1-6:QN08' })),
  'SHA-256': {
    ...bothWays(tokenOf({ algorithm: 'SHA256' })),
    '32-byte seed': [
      [tokenOf({ algorithm: 'SHA256' }, seedOf(32))],
      [tokenOf({ algorithm: 'SHA256' }), tokenOf({}, seedOf(32))],
    ],
  },
  'SHA-512': {
    ...bothWays(tokenOf({ algorithm: 'SHA512' })),
    '64-byte seed': [
      [tokenOf({ algorithm: 'SHA512' }, seedOf(64))],
      [tokenOf({ algorithm: 'SHA512' }), tokenOf({}, seedOf(64))],
    ],
  },
  digits: {
    '4–10': [[4, 5, 6, 7, 8, 9, 10].map((digits) => tokenOf({ digits })), []],
    '6–8': [
      [6, 7, 8].map((digits) => tokenOf({ digits })),
      [4, 5, 9, 10].map((digits) => tokenOf({ digits })),
    ],
    '6': [[tokenOf()], [4, 5, 7, 8, 9, 10].map((digits) => tokenOf({ digits }))],
  },
  'step, s': {
    yes: [[1, 30, 45, 3600].map((stepSeconds) => tokenOf({ stepSeconds })), []],
    '30, 60': [
      [30, 60].map((stepSeconds) => tokenOf({ stepSeconds })),
      [1, 45, 3600].map((stepSeconds) => tokenOf({ stepSeconds })),
    ],
  },
  T0: bothWays(tokenOf({ t0: 60 })),
  counter: bothWays(tokenOf({ mode: 'hotp', counter: 17 })),
  'check digit': bothWays(tokenOf({}, { checkDigits: true })),
  'seed, bytes': {
    '≤ 64': [[tokenOf({}, seedOf(63))], []],
    '≤ 32': [[tokenOf({}, seedOf(32))], [tokenOf({}, seedOf(33))]],
  },
};

function bothWays(token: TokenRecord): Record<string, [TokenRecord[], TokenRecord[]]> {
  return { yes: [[token], []], '–': [[], [token]] };
}

const codes = table(/^\|\s+\| `pskc`/);

test.each(Object.entries(CLAIMS))('how codes come about: %s', (row, claims) => {
  for (const format of TOKEN_FORMATS) {
    const cell = codes.get(row)?.get(format) ?? '';
    const claim = claims[cell];
    if (claim === undefined) throw new Error(`${row} of ${format}: "${cell}"`);
    const [said, refused] = claim;
    for (const token of said) expect([format, refusalsOf(format, token)]).toEqual([format, []]);
    for (const token of refused) expect(refusalsOf(format, token)).not.toEqual([]);
  }
});

test('every row about codes is tested', () => {
  expect([...codes.keys()]).toEqual(Object.keys(CLAIMS));
});

test('what is left out is what the table says', () => {
  const full = tokenOf(
    {},
    {
      user: 'alice',
      resolver: 'ldap',
      realm: 'example',
      manufacturer: 'Maker',
      model: 'M1',
      issuer: 'Bank',
      deviceId: '0011223344556677',
      keyId: 'K1',
      friendlyName: 'Alice’s fob',
      issueNumber: '1',
      timeDriftSteps: -1,
      startDate: 1_700_000_000,
      expiryDate: 1_900_000_000,
      policy: { keyUsage: ['OTP'] },
    },
  );
  const fields = table(/^\| field /);
  expect([...fields.keys()].sort()).toEqual(
    Object.keys(full)
      .filter((field) => field !== 'parameters' && field !== 'seed')
      .sort(),
  );
  for (const format of TOKEN_FORMATS) {
    const lost = lossesOf(format, full).map(({ field }) => field);
    const shown = [...fields].filter(([, cells]) => cells.get(format) !== 'yes');
    expect([format, ...lost].sort()).toEqual([format, ...shown.map(([field]) => field)].sort());
  }
});

const examples = [...page.matchAll(/^### `(\w+)`\n([^]*?)(?=^##)/gm)].map(
  ([, format = '', text = '']) => [format, /```text\n([^]*?)```/.exec(text)?.[1] ?? ''] as const,
);

test('every format has a paragraph', () => {
  expect(examples.map(([format]) => format).sort()).toEqual([...TOKEN_FORMATS].sort());
});

test.each(examples.filter(([format]) => format !== 'qr'))(
  'the example of %s is one',
  (format, text) => {
    const read = readTokens({ file: 'example', bytes: new TextEncoder().encode(text) });
    const lines = text
      .trim()
      .split('\n')
      .filter((line) => !/^[#<u ]/.test(line));
    expect(read.faults).toEqual([]);
    expect(read.format).toBe(format as TokenFormat);
    expect(read.tokens).toHaveLength(format === 'pskc' ? 1 : lines.length);
  },
);
