import { describe, expect, test } from 'vitest';
import { Secret } from '@fobkit/protocol';
import { lossesOf, writeTokens } from '../../../../../host/station/exchange/front/write-tokens.ts';
import { RFC_HEX, plain, read, texts, token } from '../tokens.ts';

const other = new Secret(new Uint8Array(20).fill(9));
const sha256 = token({
  serial: 'FOB2',
  seed: other,
  parameters: { mode: 'totp', algorithm: 'SHA256', digits: 6, stepSeconds: 30 },
});

test.each([
  ['privacyidea', ['deviceId', 'model', 'expiryDate']],
  ['multiotp', ['deviceId', 'model', 'user', 'expiryDate']],
  ['usersfile', ['serial', 'deviceId', 'model', 'expiryDate']],
  ['otpauth', ['deviceId', 'model', 'user', 'expiryDate']],
  ['pskc', []],
] as const)('what %s leaves out is named', (format, fields) => {
  const full = token({
    deviceId: '0011223344556677',
    model: 'M1',
    user: 'alice',
    expiryDate: 2_000_000_000,
    keyId: 'SKTS00509641',
  });
  expect(lossesOf(format, full).map(({ field }) => field)).toEqual(fields);
});

describe('tokens that the format cannot say', () => {
  test('are refused all together, each with its serial label', async () => {
    await expect(writeTokens('multiotp', [token(), sha256])).rejects.toThrow(
      'multiotp: FOB2 algorithm: has no SHA256, only SHA1',
    );
  });

  test('are left out with keepGoing, and named for whoever purges what was exported', async () => {
    const written = await writeTokens('multiotp', [token(), sha256], { keepGoing: true });
    expect(new TextDecoder().decode(written.bytes)).toBe(`SKTS00509641;;totp;${RFC_HEX};6;30\n`);
    expect(written.leftOut).toEqual(['FOB2']);
    expect(texts(written.warnings)).toEqual([
      'tokens.csv: FOB2 algorithm: left out: has no SHA256, only SHA1',
    ]);
  });

  test('are refused even with keepGoing where none is left', async () => {
    await expect(writeTokens('multiotp', [sha256], { keepGoing: true })).rejects.toThrow('SHA256');
  });
});

test('a file of no tokens is refused', async () => {
  await expect(writeTokens('multiotp', [])).rejects.toThrow('there is no token to write');
});

test('a serial label or a seed twice is refused, since a server keeps the last alone', async () => {
  await expect(writeTokens('multiotp', [token(), token({ seed: other })])).rejects.toThrow(
    'SKTS00509641 serial: the same as of SKTS00509641',
  );
  await expect(writeTokens('multiotp', [token(), token({ serial: 'FOB9' })])).rejects.toThrow(
    'FOB9 seed: the same as of SKTS00509641',
  );
});

test('a field that thousands of tokens lose is one warning', async () => {
  const many = Array.from({ length: 1000 }, (_, index) =>
    token({
      serial: `FOB${String(index)}`,
      seed: new Secret(new Uint8Array(16).fill(index & 255).with(0, index >> 8)),
      deviceId: 'aa',
    }),
  );
  const { warnings } = await writeTokens('multiotp', many);
  expect(texts(warnings)).toEqual([
    'tokens.csv: deviceId: left out: the format has no field (1000 tokens)',
  ]);
});

test('half of a character in a name is refused, not written as another', async () => {
  await expect(writeTokens('multiotp', [token({ manufacturer: 'M\ud800' })])).rejects.toThrow(
    'manufacturer: has a control character or half of a character',
  );
});

describe('PSKC', () => {
  const preShared = new Secret(new Uint8Array(16).fill(3));

  test('is written under a key and read with it', async () => {
    const full = token({ manufacturer: 'Maker', user: '山田', timeDriftSteps: -2, keyId: 'K1' });
    const protection = {
      kind: 'pre-shared',
      key: preShared,
      keyName: 'bank',
      cipher: 'aes128',
    } as const;
    const { bytes, warnings } = await writeTokens('pskc', [full], { pskc: { protection } });
    expect(warnings).toEqual([]);
    const back = read(new TextDecoder().decode(bytes), { keys: { preShared } });
    expect(back.format).toBe('pskc');
    expect(back.tokens.map(plain)).toMatchObject([plain(full)]);
  });

  test('is not written where nobody says how the seeds are protected', async () => {
    await expect(writeTokens('pskc', [token()])).rejects.toThrow('how the seeds are protected');
  });

  test('of a device with two keys is read, both of them', async () => {
    const pskc = { protection: { kind: 'plain' } } as const;
    const { bytes } = await writeTokens('pskc', [token({ serial: 'A', keyId: 'A1' })], { pskc });
    const one = new TextDecoder().decode(bytes);
    const another = await writeTokens('pskc', [token({ serial: 'A', keyId: 'A2', seed: other })], {
      pskc,
    });
    const found = /<KeyPackage>[^]*<\/KeyPackage>/.exec(new TextDecoder().decode(another.bytes));
    const both = one.replace('</KeyContainer>', `${found?.[0] ?? ''}</KeyContainer>`);
    expect(read(both).tokens.map(({ keyId }) => keyId)).toEqual(['A1', 'A2']);
  });

  test('of a seed twice none is read with keepGoing', async () => {
    const pskc = { protection: { kind: 'plain' } } as const;
    const tokens = [token({ serial: 'A' }), token({ serial: 'B', seed: other })];
    const { bytes } = await writeTokens('pskc', tokens, { pskc });
    const text = new TextDecoder().decode(bytes);
    const again = /<KeyPackage>[^]*?<\/KeyPackage>/.exec(text)?.[0].replaceAll('>A<', '>C<') ?? '';
    const twice = text.replace('</KeyContainer>', `${again.replace('"A"', '"C"')}</KeyContainer>`);
    expect(read(twice, { keepGoing: true }).tokens.map(({ serial }) => serial)).toEqual(['B']);
  });

  test('of a device at fault none is read with keepGoing, and it is named', async () => {
    const pskc = { protection: { kind: 'plain' } } as const;
    const { bytes } = await writeTokens('pskc', [token(), token({ serial: 'B', seed: other })], {
      pskc,
    });
    const text = new TextDecoder().decode(bytes);
    const twice = text.replace('<SerialNo>B<', '<SerialNo>B</SerialNo><SerialNo>C<');
    expect(read(twice).tokens).toEqual([]);
    const { tokens, warnings } = read(twice, { keepGoing: true });
    expect(tokens.map(({ serial }) => serial)).toEqual(['SKTS00509641']);
    expect(warnings).toContainEqual(
      expect.objectContaining({ serial: 'B', message: 'left out: a second one in DeviceInfo' }),
    );
  });

  test('of seeds that are too short or the same are refused', async () => {
    const short = token({ seed: new Secret(new Uint8Array(8).fill(1)) });
    const pskc = { protection: { kind: 'plain' } } as const;
    const { bytes } = await writeTokens('pskc', [short], { pskc });
    const { faults, tokens } = read(new TextDecoder().decode(bytes));
    expect(tokens).toEqual([]);
    expect(faults).toMatchObject([{ serial: 'SKTS00509641', field: 'seed' }]);
    const kept = read(new TextDecoder().decode(bytes), { minSeedBytes: 8 });
    expect(kept.tokens).toHaveLength(1);
  });
});

test('a QR sheet names what its URIs leave out', async () => {
  const { bytes, mediaType, warnings } = await writeTokens('qr', [token({ user: 'alice' })]);
  expect(new TextDecoder('latin1').decode(bytes.subarray(0, 5))).toBe('%PDF-');
  expect(mediaType).toBe('application/pdf');
  expect(warnings).toMatchObject([{ field: 'user' }]);
});
