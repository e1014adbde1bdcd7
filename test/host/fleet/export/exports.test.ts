import { readFileSync } from 'node:fs';
import {
  bestPlan,
  comparisonCsv,
  csvOf,
  dayTable,
  type FleetTable,
  fobTable,
  parquetOf,
  replacementCsv,
  spreadTable,
} from '@fobkit/fleet';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { parquetReadObjects, parquetSchema, parquetMetadata } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { madeResult, madeTally, spreadOf } from '../support/made-result.ts';

const TALLY = {
  ...madeTally(3, 2, { inUse: (day) => 10 + day, guessTargets: () => 2 ** 40 + 1 }),
  clockSeconds: [spreadOf(2, [-5, 0, 7, 7])],
  chargePercent: [spreadOf(2, [90, 91, 92, 93]), spreadOf(1, [])],
};
TALLY.fobs.death.set([2, -1]);
TALLY.fobs.presses.set([4_000_000_000, 3]);
const RESULT = madeResult(TALLY);

function csv(table: FleetTable): string {
  return [...csvOf(table)].join('');
}

function parquet(table: FleetTable): ArrayBuffer {
  return Uint8Array.from(Buffer.concat([...parquetOf(table)])).buffer;
}

function rowsOf(table: FleetTable): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: parquet(table) });
}

describe('CSV', () => {
  it('has a row a day with everything that is counted', () => {
    const rows: unknown = parse(csv(dayTable(RESULT)), { columns: true });
    expect(rows).toHaveLength(3);
    expect(rows).toMatchObject([
      { date: '2027-04-01', day: '0', in_use: '10' },
      { date: '2027-04-02', day: '1', in_use: '11', guess_targets: '1099511627777' },
      { date: '2027-04-03', day: '2', in_use: '12' },
    ]);
  });

  it.each([9_999, 10_000, 10_001, 20_003])('has every row of %i, in order', (count) => {
    const values = Array.from({ length: count }, (_, row) => row);
    const text = csv({ columns: [{ name: 'row', type: 'whole', values }] });
    expect(text).toBe(`row\r\n${values.join('\r\n')}\r\n`);
  });

  it('has a row a fob, and leaves empty what did not happen', () => {
    const text = csv(fobTable(RESULT));
    expect(text).toBe(
      'serial,first_use,low_battery,death,retired,presses,codes\r\n' +
        'FOB-00000001,2027-04-01,,2027-04-03,,4000000000,0\r\n' +
        'FOB-00000002,2027-04-01,,,,3,0\r\n',
    );
  });

  it('has percentiles of the days on which somebody was looked at', () => {
    const rows: unknown = parse(csv(spreadTable(RESULT)), { columns: true });
    expect(rows).toMatchObject([
      { day: '2', quantity: 'clock_seconds', fobs: '4', p01: '-5', p50: '0', p99: '7' },
      { day: '2', quantity: 'charge_percent', fobs: '4', p01: '90', p50: '91', p99: '93' },
    ]);
  });
});

describe('Parquet', () => {
  it('has the same rows, numbers as INT64 and dates as dates', async () => {
    const rows = await rowsOf(fobTable(RESULT));
    expect(rows).toEqual([
      {
        serial: 'FOB-00000001',
        first_use: new Date('2027-04-01'),
        low_battery: null,
        death: new Date('2027-04-03'),
        retired: null,
        presses: 4_000_000_000n,
        codes: 0n,
      },
      {
        serial: 'FOB-00000002',
        first_use: new Date('2027-04-01'),
        low_battery: null,
        death: null,
        retired: null,
        presses: 3n,
        codes: 0n,
      },
    ]);
    const metadata = parquetMetadata(parquet(fobTable(RESULT)));
    const types = parquetSchema(metadata).children.map(({ element }) => [
      element.type,
      element.converted_type,
    ]);
    expect(types).toEqual([
      ['BYTE_ARRAY', 'UTF8'],
      ...Array<unknown>(4).fill(['INT32', 'DATE']),
      ['INT64', undefined],
      ['INT64', undefined],
    ]);
  });

  it.each([99_999, 100_000, 200_001])('has every row of %i, in order', async (length) => {
    const values = { length, at: (row: number) => row };
    const rows = await rowsOf({ columns: [{ name: 'row', type: 'whole', values }] });
    expect(rows).toHaveLength(length);
    expect(rows.findIndex(({ row }, index) => row !== BigInt(index))).toBe(-1);
  });

  it('comes back as it was, whatever the numbers', async () => {
    const columns = fc.array(fc.tuple(fc.nat({ max: 2 ** 31 - 1 }), fc.string()), {
      minLength: 1,
      maxLength: 50,
    });
    await fc.assert(
      fc.asyncProperty(columns, async (cells) => {
        const rows = await rowsOf({
          columns: [
            { name: 'n', type: 'whole', values: cells.map(([number]) => number) },
            { name: 't', type: 'text', values: cells.map(([, text]) => text) },
          ],
        });
        expect(rows).toEqual(cells.map(([n, t]) => ({ n: BigInt(n), t: t.toWellFormed() })));
      }),
      { numRuns: 40 },
    );
  });
});

it('every column of a table is told of in docs/fleet/files.md', () => {
  const doc = readFileSync(new URL('../../../../docs/fleet/files.md', import.meta.url), 'utf8');
  const tables = doc.slice(doc.indexOf('## Tables for analysts'));
  const result = madeResult(madeTally(2, 2));
  const names = [dayTable(result), spreadTable(result), fobTable(result)]
    .flatMap(({ columns }) => columns.map(({ name }) => name))
    .filter((name) => !/^p\d/.test(name));
  const [compared = ''] = comparisonCsv([]).split('\r\n');
  const plan = bestPlan(result);
  const [planned = ''] = replacementCsv(result, plan, () => '').split('\r\n');
  const all = [...names, ...compared.split(','), ...planned.split(','), 'p01', 'p99'];
  expect(all.filter((name) => !tables.includes(`\`${name}\``))).toEqual([]);
});
