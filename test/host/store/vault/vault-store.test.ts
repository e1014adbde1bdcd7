import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeClock } from '@fobkit/client/node';
import { Secret } from '@fobkit/protocol';
import {
  checkVault,
  createVault,
  type Database,
  makeKeyFile,
  openDatabase,
  openOrCreateVault,
  openVault,
  passphraseOf,
  readKeyFile,
  rekeyVault,
  type VaultKey,
  vaultMigration,
} from '@fobkit/store';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kindsOfDatabase, SqlitePlace } from '../support/databases.ts';

interface Schema {
  readonly kept: { readonly id: number; readonly sealed: Uint8Array };
}

const place = new SqlitePlace();
const CHEAP = { logN: 10 };
const SEED = new Secret(Uint8Array.of(7, 7, 7));
const bindingOf = (rowVersion: number) => ({
  kind: 'seed',
  deviceId: undefined,
  serialLabel: 'A',
  parameters: Uint8Array.of(),
  rowVersion,
});
const keyOf = (byte: number): VaultKey => ({
  kind: 'key-file',
  key: new Secret(new Uint8Array(32).fill(byte)),
});
const KEY = keyOf(1);
let address: string;
let database: Database<Schema>;

beforeEach(async () => {
  address = place.fresh();
  database = await openDatabase<Schema>({
    address,
    clock: nodeClock,
    migrations: [
      vaultMigration,
      {
        name: 'kept',
        up: async (transaction) => {
          await sql`create table kept (id integer primary key, sealed blob not null)`.execute(
            transaction,
          );
        },
      },
    ],
  });
});
afterEach(() => database.close());
afterAll(() => place.close());

const headerNow = async (): Promise<Uint8Array> => {
  const { rows } = await sql<{ header: Uint8Array }>`select header from vault`.execute(
    database.read,
  );
  return rows[0]?.header ?? new Uint8Array();
};
const replaceHeader = (header: Uint8Array): Promise<unknown> =>
  database.write((t) => sql`update vault set header = ${header}`.execute(t));

describe.each([
  { name: 'a key file', key: KEY, wrong: keyOf(2) },
  { name: 'a passphrase', key: passphraseOf('correct horse'), wrong: passphraseOf('battery') },
])('a vault with $name', ({ key, wrong }) => {
  test('opens with it what it sealed, and with no other', async () => {
    const made = await createVault(database, key, CHEAP);
    const sealed = made.seal(SEED, bindingOf(1));
    const opened = await openVault(database, key);
    expect(opened.open(sealed, bindingOf(1)).reveal()).toEqual(SEED.reveal());
    expect(opened.fingerprint(SEED)).toEqual(made.fingerprint(SEED));
    await expect(openVault(database, wrong)).rejects.toMatchObject({ code: 'key' });
  });

  test('does not open when any one byte of its header is changed', async () => {
    await createVault(database, key, CHEAP);
    const header = await headerNow();
    for (const [at, byte] of header.entries()) {
      const changed = header.slice();
      changed[at] = byte ^ 0x01;
      await replaceHeader(changed);
      await expect(openVault(database, key), `byte ${String(at)}`).rejects.toMatchObject({
        name: 'VaultError',
      });
    }
    await replaceHeader(header.slice(0, -1));
    await expect(openVault(database, key)).rejects.toMatchObject({ code: 'form' });
  });
});

describe('a vault', () => {
  test('is made once, and missing until then', async () => {
    await expect(openVault(database, KEY)).rejects.toMatchObject({ code: 'missing' });
    await createVault(database, KEY);
    await expect(createVault(database, KEY)).rejects.toMatchObject({ code: 'exists' });
  });

  test('is made for who opens it where there is none, if they say so alone', async () => {
    const missing = openOrCreateVault(database, KEY, {});
    await expect(missing).rejects.toMatchObject({ code: 'missing' });
    const made = await openOrCreateVault(database, KEY, { create: true });
    expect((await openOrCreateVault(database, KEY, {})).keyId).toBe(made.keyId);
    const wrong = openOrCreateVault(database, keyOf(2), { create: true });
    await expect(wrong).rejects.toMatchObject({ code: 'key' });
  });

  test.each(kindsOfDatabase)(
    'is one for all who make it at once on $name',
    async (kind) => {
      const at = await kind.start();
      const options = { address: at.fresh(), clock: nodeClock, migrations: [vaultMigration] };
      const databases = await Promise.all(
        Array.from({ length: 4 }, () =>
          openDatabase<Schema>({ ...options, isolation: 'read committed' }),
        ),
      );
      try {
        const vaults = await Promise.all(
          databases.map((one) => openOrCreateVault(one, KEY, { create: true })),
        );
        expect(new Set(vaults.map(({ keyId }) => keyId)).size).toBe(1);
      } finally {
        await Promise.all(databases.map((one) => one.close()));
        await at.close();
      }
    },
    60_000,
  );

  test('does not open with a key of the other kind', async () => {
    await createVault(database, KEY);
    await expect(openVault(database, passphraseOf('x'))).rejects.toMatchObject({ code: 'key' });
  });

  test.each([
    { what: 'logN', at: 9, value: 30 },
    { what: 'r', at: 10, value: 255 },
    { what: 'p', at: 11, value: 255 },
    { what: 'a kind of none', at: 8, value: 9 },
  ])('whose header asks for too much work is refused unworked: $what', async ({ at, value }) => {
    const key = passphraseOf('p');
    await createVault(database, key, CHEAP);
    const header = await headerNow();
    header[at] = value;
    await replaceHeader(header);
    await expect(openVault(database, key)).rejects.toMatchObject({ code: 'form' });
  });

  test('keeps neither its keys nor its passphrase in the file', async () => {
    const key = passphraseOf('correct horse battery');
    const vault = await createVault(database, key, CHEAP);
    await database.write((t) =>
      t
        .insertInto('kept')
        .values({ id: 1, sealed: vault.seal(SEED, bindingOf(1)) })
        .execute(),
    );
    await database.forget();
    expect(readFileSync(address).includes('correct horse')).toBe(false);
  });
});

describe('a new key for a vault', () => {
  test('opens it instead of the old one, and what was sealed stays as it is', async () => {
    const made = await createVault(database, KEY);
    const sealed = made.seal(SEED, bindingOf(1));
    const to = passphraseOf('new');
    await rekeyVault(database, { from: KEY, to, options: CHEAP });
    await expect(openVault(database, KEY)).rejects.toMatchObject({ code: 'key' });
    const opened = await openVault(database, to);
    expect(opened.open(sealed, bindingOf(1)).reveal()).toEqual(SEED.reveal());
  });

  test('with a new data key seals all anew, and fingerprints stay the same', async () => {
    const made = await createVault(database, KEY);
    await database.write((t) =>
      t
        .insertInto('kept')
        .values({ id: 1, sealed: made.seal(SEED, bindingOf(1)) })
        .execute(),
    );
    await rekeyVault(database, {
      from: KEY,
      to: keyOf(2),
      resealAll: async (t, old, next) => {
        for (const { id, sealed } of await t.selectFrom('kept').selectAll().execute()) {
          const again = next.seal(old.open(sealed, bindingOf(1)), bindingOf(1));
          await t.updateTable('kept').set({ sealed: again }).where('id', '=', id).execute();
        }
      },
    });
    const opened = await openVault(database, keyOf(2));
    const [row] = await database.read.selectFrom('kept').selectAll().execute();
    const sealed = row?.sealed ?? new Uint8Array();
    expect(opened.open(sealed, bindingOf(1)).reveal()).toEqual(SEED.reveal());
    expect(() => made.open(sealed, bindingOf(1))).toThrow('another data key');
    expect(opened.fingerprint(SEED)).toEqual(made.fingerprint(SEED));
    await expect(checkVault(database.read, made)).rejects.toMatchObject({ code: 'changed' });
    await checkVault(database.read, opened);
  });

  test('that fails half-way leaves the old one', async () => {
    const made = await createVault(database, KEY);
    const failing = rekeyVault(database, {
      from: KEY,
      to: keyOf(2),
      resealAll: async (t) => {
        await t
          .insertInto('kept')
          .values({ id: 1, sealed: Uint8Array.of(1) })
          .execute();
        throw new Error('half-way');
      },
    });
    await expect(failing).rejects.toThrow('half-way');
    const opened = await openVault(database, KEY);
    expect(opened.keyId).toBe(made.keyId);
    expect(await database.read.selectFrom('kept').selectAll().execute()).toEqual([]);
  });

  test('wants the old one', async () => {
    await createVault(database, KEY);
    const refused = rekeyVault(database, { from: keyOf(3), to: keyOf(2) });
    await expect(refused).rejects.toMatchObject({ code: 'key' });
    await openVault(database, KEY);
  });

  test('of two at once only one wins', async () => {
    await createVault(database, KEY);
    const both = await Promise.allSettled([
      rekeyVault(database, { from: KEY, to: keyOf(2) }),
      rekeyVault(database, { from: KEY, to: keyOf(3) }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a key file', () => {
  test('is made for its owner alone, never over another, and read again', () => {
    const path = join(place.folder, 'made.key');
    const made = makeKeyFile(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readKeyFile(path)).toMatchObject({ kind: 'key-file' });
    const read = readKeyFile(path);
    const bytes = (key: VaultKey): Uint8Array =>
      key.kind === 'key-file' ? key.key.reveal() : new Uint8Array();
    expect(bytes(read)).toEqual(bytes(made));
    expect(() => makeKeyFile(path)).toThrow('is something there already?');
  });

  test('may hold 32 bytes as they are', () => {
    const path = join(place.folder, 'raw.key');
    writeFileSync(path, Buffer.alloc(32, 0xab), { mode: 0o600 });
    const read = readKeyFile(path);
    expect(read.kind === 'key-file' && read.key.reveal()).toEqual(new Uint8Array(32).fill(0xab));
  });

  test.each([
    ['too short', 'abcd'],
    ['too long', 'a'.repeat(65)],
    ['empty', ''],
    ['of a million bytes', 'a'.repeat(1_000_000)],
  ])('that is %s is refused', (name, text) => {
    const path = join(place.folder, `${name}.key`);
    writeFileSync(path, text, { mode: 0o600 });
    expect(() => readKeyFile(path)).toThrow('is no key file');
  });

  test('that others may read is refused', () => {
    const path = join(place.folder, 'open.key');
    makeKeyFile(path);
    chmodSync(path, 0o640);
    expect(() => readKeyFile(path)).toThrow('chmod 600');
  });
});

test('a passphrase is the same however the keyboard composes it', async () => {
  await createVault(database, passphraseOf('ガード'), CHEAP);
  await openVault(database, passphraseOf('ガード'.normalize('NFD')));
  expect(() => passphraseOf('')).toThrow('protects nothing');
});
