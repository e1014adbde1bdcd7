import { Secret, toHex } from '@fobkit/protocol';
import {
  ExchangeError,
  type ExchangeFault,
  type NewImport,
  type Registry,
  RegistryError,
  type TokenRecord,
  writeTokens,
} from '@fobkit/station';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import { by, chip, claimOf, facts, make, newLot, open } from './support.ts';

const parameters = { mode: 'hotp', algorithm: 'SHA1', digits: 6, counter: 9 } as const;

function token(number: number, changes: Partial<TokenRecord> = {}): TokenRecord {
  const serial = `T-${number}`;
  return { serial, seed: new Secret(new Uint8Array(20).fill(number)), parameters, ...changes };
}

const file = (...tokens: readonly TokenRecord[]): NewImport => ({
  file: 'tokens.xml',
  format: 'pskc',
  sha256: 'ab'.repeat(32),
  tokens,
});

/** What an import is refused for. */
async function faultsOf(adding: Promise<unknown>): Promise<readonly ExchangeFault[]> {
  try {
    await adding;
  } catch (error) {
    if (error instanceof ExchangeError) return error.faults;
    throw error;
  }
  return [];
}

const lotOf = (id: number, planned: number): ReturnType<typeof newLot> =>
  newLot({ planned, serials: { kind: 'list' }, seeds: { kind: 'import', id }, parameters });

describe.each(kindsOfDatabase)('tokens on $name', (kind) => {
  let place: DatabasePlace;
  let registry: Registry;

  beforeAll(async () => {
    place = await kind.start();
  }, 60_000);
  afterAll(() => place.close());
  beforeEach(async () => {
    registry = await open(place.fresh());
  });
  afterEach(() => registry.close());

  test('go from an import through a lot into an export, and lose nothing', async () => {
    const told = { issuer: 'Bank', friendlyName: '鍵', keyId: 'k', policy: { keyUsage: ['OTP'] } };
    const { id } = await registry.imports.add(file(token(1, told), token(2)), 'Mori');
    const lot = await registry.lots.create(lotOf(id, 2), 'Mori');
    const work = registry.work(lot.id);
    await work.renew();
    const claim = await claimOf(work, chip(1));
    expect(claim.seed.reveal()).toEqual(token(1).seed.reveal());
    expect(claim.parameters).toMatchObject({ serialLabel: 'T-1', counter: 9, mode: 'hotp' });
    await work.enter(claim, 'labelling');
    await work.complete(claim, { ...facts, keyGeneration: 1, counter: 11 });
    const [exported, ...others] = await registry.exports.tokens(lot.id);
    expect(others).toEqual([]);
    const { seed, ...rest } = exported?.token ?? expect.unreachable();
    expect(seed.reveal()).toEqual(token(1).seed.reveal());
    expect(rest).toEqual({
      ...told,
      serial: 'T-1',
      model: 'generic-6',
      deviceId: chip(1),
      parameters: { ...parameters, counter: 11 },
    });
  });

  test('carry when their fobs expire into an export: PSKC says it, others tell that they cannot', async () => {
    const expiry = 1_953_763_200;
    const lot = await registry.lots.create(newLot({ expiry }), 'Mori');
    const work = registry.work(lot.id);
    await work.renew();
    await make(work, chip(1));
    const tokens = (await registry.exports.tokens(lot.id)).map((exported) => exported.token);
    expect(tokens).toMatchObject([{ expiryDate: expiry }]);
    const pskc = await writeTokens('pskc', tokens, { pskc: { protection: { kind: 'plain' } } });
    expect(new TextDecoder().decode(pskc.bytes)).toContain(
      '<ExpiryDate>2031-11-30T00:00:00Z</ExpiryDate>',
    );
    for (const format of ['privacyidea', 'multiotp', 'usersfile', 'otpauth', 'qr'] as const) {
      const { warnings } = await writeTokens(format, tokens);
      expect(warnings.map(({ field }) => field)).toContain('expiryDate');
    }
  });

  test('of a file that expire before their fobs do keep their own date', async () => {
    const told = { expiryDate: 1_900_000_000 };
    const { id } = await registry.imports.add(file(token(1, told), token(2)), 'Mori');
    const lot = await registry.lots.create({ ...lotOf(id, 2), expiry: 1_953_763_200 }, 'Mori');
    const work = registry.work(lot.id);
    await work.renew();
    await make(work, chip(1));
    await make(work, chip(2));
    const dates = (await registry.exports.tokens(lot.id)).map(({ token: it }) => it.expiryDate);
    expect(dates).toEqual([1_900_000_000, 1_953_763_200]);
  });

  test('are imported once: every label and seed that is known is listed, and none is taken', async () => {
    await registry.imports.add(file(token(1), token(2)), 'Mori');
    await registry.lots.create(newLot({ planned: 1 }), 'Mori');
    const wanted = file(
      token(1, { seed: token(8).seed }),
      token(3, { seed: token(2).seed }),
      token(4, { serial: 'FOB-00000001' }),
      token(5),
      token(6, { serial: 'T-5' }),
      token(7, { seed: token(5).seed }),
      token(9, { seed: new Secret(new Uint8Array(65)) }),
      token(10, { serial: 'ö' }),
    );
    const faults = await faultsOf(registry.imports.add(wanted, 'Mori'));
    expect(
      faults.map(({ serial, field, message }) => `${serial ?? ''} ${field ?? ''} ${message}`),
    ).toEqual([
      'T-1 serial is in the registry already',
      'T-3 seed is that of T-2 in the registry',
      'FOB-00000001 serial is in the registry already',
      'T-5 serial stands twice in the file',
      'T-7 seed is that of T-5 in the same file',
      'T-9 seed has 65 bytes, a fob takes 1 to 64',
      'ö serial label "ö" has characters that are no printable ASCII',
    ]);
    expect(await registry.imports.check(wanted.tokens)).toEqual(faults);
    expect(await registry.imports.list()).toHaveLength(1);
  });

  test('no fault quotes a seed', async () => {
    await registry.imports.add(file(token(1)), 'Mori');
    const faults = await faultsOf(registry.imports.add(file(token(1)), 'Mori'));
    expect(faults).toHaveLength(2);
    expect(JSON.stringify(faults)).not.toContain(toHex(token(1).seed.reveal()));
  });

  test('an empty file is no import', async () => {
    await expect(registry.imports.add(file(), 'Mori')).rejects.toThrow(ExchangeError);
  });

  test('a lot has no more than its import has left', async () => {
    const { id } = await registry.imports.add(file(token(1), token(2), token(3)), 'Mori');
    await registry.lots.create(lotOf(id, 2), 'Mori');
    expect(await registry.imports.find(id)).toMatchObject({ tokens: 3, free: 1 });
    await expect(registry.lots.create(lotOf(id, 2), 'Mori')).rejects.toThrow(
      /1 tokens that no lot/,
    );
    const { id: last } = await registry.lots.create(lotOf(id, 1), 'Mori');
    expect(await registry.units.find({ lot: last, number: 1 })).toMatchObject({
      serialLabel: 'T-3',
    });
  });

  test('a token that differs from its lot is refused by name', async () => {
    const other = token(2, { parameters: { ...parameters, digits: 8 } });
    const { id } = await registry.imports.add(file(token(1), other), 'Mori');
    await expect(registry.lots.create(lotOf(id, 2), 'Mori')).rejects.toThrow('T-2 has digits 8');
    expect(await registry.imports.find(id)).toMatchObject({ free: 2 });
  });

  test('a label of an import is nobody else’s', async () => {
    await registry.imports.add(file(token(1)), 'Mori');
    const lot = newLot({ planned: 1, serials: { kind: 'list' }, labels: ['T-1'] });
    await expect(registry.lots.create(lot, 'Mori')).rejects.toThrow(/T-1 is in the registry/);
  });

  test('an export is on record, and acknowledged once', async () => {
    const lot = await registry.lots.create(newLot(), 'Mori');
    const work = registry.work(lot.id);
    await work.renew();
    await make(work, chip(1));
    await claimOf(work, chip(2));
    const tokens = await registry.exports.tokens(lot.id);
    const units = tokens.map(({ unit }) => unit);
    const wanted = { lot: lot.id, format: 'pskc', sha256: 'cd'.repeat(32), units };
    const made = await registry.exports.mark(wanted, 'Mori');
    expect(made).toMatchObject({ lot: lot.id, tokens: 1, exportedBy: 'Mori' });
    expect(await registry.exports.acknowledge(made.id, 'Sato')).toMatchObject({
      acknowledgedBy: 'Sato',
    });
    await expect(registry.exports.acknowledge(made.id, 'Sato')).rejects.toThrow(/already/);
    expect(await registry.exports.list(lot.id)).toHaveLength(1);
    expect(await registry.exports.tokens(lot.id, 'unexported')).toEqual([]);
    expect(await registry.exports.tokens(lot.id)).toHaveLength(1);
    const all = await registry.units.list({ lot: lot.id });
    const ids = all.map(({ id }) => id);
    const refused = registry.exports.mark({ ...wanted, units: ids }, by.operator);
    await expect(refused).rejects.toThrow(RegistryError);
  });
});
