import { createPublicKey, verify } from 'node:crypto';
import { auditHeads, type Database, entriesOf, verifyChain } from '@fobkit/store';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashOf, signedPart } from '../../../../host/store/audit/audit-entry.ts';
import { appendMany, keyOf, logOf, type NoTables, openChains } from '../support/chains.ts';
import { type DatabasePlace, kindsOfDatabase } from '../support/databases.ts';

describe.each(kindsOfDatabase)('chains on $name', (kind) => {
  let place: DatabasePlace;
  let database: Database<NoTables>;

  beforeAll(async () => {
    place = await kind.start();
  });
  beforeEach(async () => {
    database = await openChains(place.fresh());
  });
  afterEach(() => database.close());
  afterAll(() => place.close());

  const event = { kind: 'lot.created', subject: 'L1', actor: 'hana', facts: { planned: 10 } };

  test('an entry and what it records are kept together, or neither', async () => {
    const log = logOf(database, 'north');
    const failing = database.write(async (transaction) => {
      await log.append(transaction, event);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await auditHeads(database.read)).toEqual([]);
    const head = await database.write((transaction) => log.append(transaction, event));
    expect(head).toMatchObject({ station: 'north', sequence: 1 });
    expect(await auditHeads(database.read)).toEqual([head]);
  });

  test('stations that write at once have chains without gaps', async () => {
    const logs = [logOf(database, 'a'), logOf(database, 'bb')];
    const each = Array.from({ length: 10 }).flatMap(() => logs);
    await Promise.all(each.map((log) => database.write((t) => log.append(t, event))));
    const report = await verifyChain(database.read);
    expect(report.faults).toEqual([]);
    expect(report.chains.map(({ entries }) => entries)).toEqual([10, 10]);
  });

  test('one that sees another process of the same station goes on after its entries', async () => {
    await appendMany(database, logOf(database, 'a'), 3);
    await appendMany(database, logOf(database, 'a'), 2);
    const report = await verifyChain(database.read);
    expect(report.faults).toEqual([]);
    expect(report.chains).toMatchObject([{ station: 'a', entries: 5 }]);
  });

  test('a chain is not gone on with under another key', async () => {
    await appendMany(database, logOf(database, 'a', keyOf(1)), 1);
    await expect(appendMany(database, logOf(database, 'a', keyOf(2)), 1)).rejects.toThrow(
      'another key',
    );
  });

  test('a long chain is read in its order, page by page', async () => {
    await appendMany(database, logOf(database, 'a'), 1203);
    const sequences: number[] = [];
    const report = await verifyChain(database.read, {
      onEntry: ({ sequence }) => sequences.push(sequence),
    });
    expect(report.faults).toEqual([]);
    expect(sequences).toEqual(Array.from({ length: 1203 }, (_, at) => at + 1));
  });

  test('anybody with the public key can check a signature (RFC 8410)', async () => {
    await appendMany(database, logOf(database, 'a', keyOf(9)), 1);
    const [chain] = (await verifyChain(database.read)).chains;
    const x = Buffer.from(chain?.publicKey ?? '', 'hex').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    for await (const row of entriesOf(database.read, 'a')) {
      expect(hashOf(row, keyOf(9).publicKey)).toEqual(row.hash);
      expect(verify(null, signedPart(row.hash), key, row.signature)).toBe(true);
    }
  });
});
