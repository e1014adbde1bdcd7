import {
  type FleetTally,
  type Spread,
  TALLY_COLUMNS,
  type TallyColumn,
} from '@fobkit/emulator/fleet';
import type { FleetResult } from '@fobkit/fleet';

/** A tally of all zeros but for what is given. */
export function madeTally(
  days: number,
  fobs: number,
  columns: Partial<Record<TallyColumn, (day: number) => number>> = {},
): FleetTally {
  return {
    days,
    columns: Object.fromEntries(
      TALLY_COLUMNS.map((name) => [
        name,
        Float64Array.from({ length: days }, (_, day) => columns[name]?.(day) ?? 0),
      ]),
    ) as Record<TallyColumn, Float64Array>,
    clockSeconds: [],
    chargePercent: [],
    fobs: {
      firstFob: 0,
      firstUse: new Int32Array(fobs),
      lowBattery: new Int32Array(fobs).fill(-1),
      death: new Int32Array(fobs).fill(-1),
      retired: new Int32Array(fobs).fill(-1),
      presses: new Uint32Array(fobs),
      codes: new Uint32Array(fobs),
    },
  };
}

/** A spread of those values. */
export function spreadOf(day: number, values: readonly number[]): Spread {
  const least = Math.min(0, ...values);
  const bins = new Uint32Array(Math.max(0, ...values) - least + 1);
  for (const value of values) bins[value - least] = (bins[value - least] ?? 0) + 1;
  return { day, least, bins };
}

/** A result with that tally. */
export function madeResult(
  tally: FleetTally,
  facts: Partial<FleetResult['facts']> = {},
): FleetResult {
  return {
    facts: {
      name: 'made',
      title: 'A fleet that was made up',
      seed: 1,
      fobs: tally.fobs.death.length,
      days: tally.days,
      madeOn: 20_909,
      profile: { name: 'generic', title: { en: 'Generic', ja: '汎用' } },
      codes: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
      computesCodes: false,
      guesser: { fobsPerDay: 10, guesses: 100 },
      serials: { before: 'FOB-', digits: 8, first: 1, after: '' },
      assumptions: [{ name: 'mistyped', value: '1 % of the codes' }],
      policy: {
        name: 'made-policy',
        title: { en: 'Made up', ja: '架空' },
        source: 'Nowhere.',
        firstUse: { behind: 20, ahead: 10 },
        normal: { behind: 4, ahead: 2 },
        followsDrift: true,
        lockAfter: 5,
      },
      version: '0.1.0',
      ...facts,
    },
    tally,
  };
}
