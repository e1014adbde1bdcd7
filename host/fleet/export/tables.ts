import { type Spread, TALLY_COLUMNS } from '@fobkit/emulator/fleet';
import { countOf, percentile } from '../figures/percentile.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { serialOf } from '../serials.ts';

/** An array, or what makes its values when they are asked for: millions would fill the memory. */
export interface TableValues<Value> {
  readonly length: number;
  at(row: number): Value | undefined;
}

/** A column of a table for analysts; `date`: unix days, -1 for none. */
export type TableColumn = { readonly name: string } & (
  | { readonly type: 'text'; readonly values: TableValues<string> }
  | { readonly type: 'date' | 'whole'; readonly values: TableValues<number> }
);

export interface FleetTable {
  readonly columns: readonly TableColumn[];
}

export const PERCENTILES = [1, 5, 25, 50, 75, 95, 99] as const;

/** A row a day: everything that is counted. */
export function dayTable({ facts, tally }: FleetResult): FleetTable {
  const days = Array.from({ length: tally.days }, (_, day) => day);
  return {
    columns: [
      { name: 'date', type: 'date', values: days.map((day) => facts.madeOn + day) },
      { name: 'day', type: 'whole', values: days },
      ...TALLY_COLUMNS.map((name): TableColumn => ({
        name: snake(name),
        type: 'whole',
        values: tally.columns[name],
      })),
    ],
  };
}

/** A row for every day on which clocks and cells were looked at: percentiles over the fobs in use. */
export function spreadTable({ facts, tally }: FleetResult): FleetTable {
  const rows = [
    ...tally.clockSeconds.map((spread) => ({ quantity: 'clock_seconds', spread })),
    ...tally.chargePercent.map((spread) => ({ quantity: 'charge_percent', spread })),
  ].filter(({ spread }) => countOf(spread) > 0);
  const of = (value: (spread: Spread) => number): readonly number[] =>
    rows.map(({ spread }) => value(spread));
  return {
    columns: [
      { name: 'date', type: 'date', values: of(({ day }) => facts.madeOn + day) },
      { name: 'day', type: 'whole', values: of(({ day }) => day) },
      { name: 'quantity', type: 'text', values: rows.map(({ quantity }) => quantity) },
      { name: 'fobs', type: 'whole', values: of(countOf) },
      ...PERCENTILES.map((share): TableColumn => ({
        name: `p${String(share).padStart(2, '0')}`,
        type: 'whole',
        values: of((spread) => percentile(spread, share / 100) ?? 0),
      })),
    ],
  };
}

/** A row a fob, by its serial label. */
export function fobTable({ facts, tally }: FleetResult): FleetTable {
  const { firstFob, ...lives } = tally.fobs;
  const dates = (days: Int32Array): TableValues<number> => ({
    length: days.length,
    at: (row) => {
      const day = days.at(row) ?? -1;
      return day < 0 ? -1 : facts.madeOn + day;
    },
  });
  const serials: TableValues<string> = {
    length: lives.death.length,
    at: (row) => serialOf(facts.serials, firstFob + row),
  };
  return {
    columns: [
      { name: 'serial', type: 'text', values: serials },
      { name: 'first_use', type: 'date', values: dates(lives.firstUse) },
      { name: 'low_battery', type: 'date', values: dates(lives.lowBattery) },
      { name: 'death', type: 'date', values: dates(lives.death) },
      { name: 'retired', type: 'date', values: dates(lives.retired) },
      { name: 'presses', type: 'whole', values: lives.presses },
      { name: 'codes', type: 'whole', values: lives.codes },
    ],
  };
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
